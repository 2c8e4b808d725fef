package dev.otlp2parquet.parquet;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.booleanColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.doubleColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.gt;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.intColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.lt;
import static org.apache.parquet.filter2.predicate.FilterApi.notEq;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.audit.Readers.Checked;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.NullPattern;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.generate.ValuePattern;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Seeds;
import dev.otlp2parquet.testkit.parquet.Bytes;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

/**
 * Readers that skip row groups by statistics and dictionaries and pages by the page index must not miss a row: the proof of
 * bounds, null counts and indexes that does not depend on how we read the specification.
 */
class PageSkippingTest {
    private static final Schema SCHEMA = new Schema(
            "rows",
            List.of(
                    Types.INT32.field("i", OPTIONAL, 1),
                    Types.INT64.field("l", OPTIONAL, 2),
                    Types.DOUBLE.field("d", OPTIONAL, 3),
                    Types.STRING.field("s", OPTIONAL, 4),
                    Types.BOOLEAN.field("b", OPTIONAL, 5),
                    Types.INT64.field("r", REQUIRED, 6)));

    @Test
    void noRowIsMissedByAFilter() {
        try (Readers readers = new Readers()) {
            for (long seed : Seeds.of("skipping", 15)) {
                try {
                    check(readers, seed);
                } catch (Throwable e) {
                    throw new AssertionError("run it alone by -Dtest.seed=" + seed, e);
                }
            }
        }
    }

    private static void check(Readers readers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NullPattern[] nulls = NullPattern.values();
        ValuePattern[] patterns = ValuePattern.values();
        List<List<Object>> rows = new RowGenerator(
                        SCHEMA, nulls[random.nextInt(nulls.length)], patterns[random.nextInt(patterns.length)], seed)
                .rows(400);
        WriterOptions options = WriterOptions.builder()
                .rowGroupRows(150)
                .pageBytes(64 << random.nextInt(6))
                .boundBytes(4 + random.nextInt(20))
                .build();
        Checked file = readers.check(SCHEMA, rows, options, Codec.ZSTD);
        for (int i = 0; i < 4; i++) {
            List<Object> sample = rows.get(random.nextInt(rows.size()));
            checkFilters(readers, file, rows, sample);
        }
        expect(file, rows, "i", eq(intColumn("i"), null), value -> value == null);
        expect(file, rows, "s", notEq(binaryColumn("s"), null), value -> value != null);
    }

    private static void checkFilters(Readers readers, Checked file, List<List<Object>> rows, List<Object> sample) {
        if (sample.get(0) instanceof Integer i) {
            expect(file, rows, "i", eq(intColumn("i"), i), i::equals);
            expect(file, rows, "i", gt(intColumn("i"), i), value -> value instanceof Integer v && v > i);
            expectDuckDb(readers, file, rows, "i < " + i, row -> row.get(0) instanceof Integer v && v < i);
        }
        if (sample.get(1) instanceof Long l) {
            expect(file, rows, "l", eq(longColumn("l"), l), l::equals);
            expect(file, rows, "l", lt(longColumn("l"), l), value -> value instanceof Long v && v < l);
            expectDuckDb(readers, file, rows, "l = " + l, row -> l.equals(row.get(1)));
        }
        if (sample.get(2) instanceof Double d && !d.isNaN()) {
            // parquet-java puts -0.0 below +0.0.
            expect(
                    file,
                    rows,
                    "d",
                    gtEq(doubleColumn("d"), d),
                    value -> value instanceof Double v && !v.isNaN() && v.compareTo(d) >= 0);
            expect(file, rows, "d", lt(doubleColumn("d"), d), value -> value instanceof Double v && v.compareTo(d) < 0);
        }
        if (sample.get(2) instanceof Double d) {
            String number = "'" + d + "'::DOUBLE";
            expectDuckDb(
                    readers, file, rows, "d > " + number, row -> row.get(2) instanceof Double v && order(v, d) > 0);
            expectDuckDb(
                    readers, file, rows, "d = " + number, row -> row.get(2) instanceof Double v && order(v, d) == 0);
            expectDuckDb(
                    readers, file, rows, "d <= " + number, row -> row.get(2) instanceof Double v && order(v, d) <= 0);
        }
        if (sample.get(3) instanceof Bytes s) {
            Binary binary = Binary.fromConstantByteArray(s.toArray());
            expect(file, rows, "s", eq(binaryColumn("s"), binary), s::equals);
            expect(
                    file,
                    rows,
                    "s",
                    gt(binaryColumn("s"), binary),
                    value -> value instanceof Bytes v && v.compareTo(s) > 0);
            expect(
                    file,
                    rows,
                    "s",
                    lt(binaryColumn("s"), binary),
                    value -> value instanceof Bytes v && v.compareTo(s) < 0);
            String quoted = "s = '" + s.asUtf8().replace("'", "''") + "'";
            if (!quoted.contains("\0")) {
                expectDuckDb(readers, file, rows, quoted, row -> s.equals(row.get(3)));
            }
        }
        if (sample.get(4) instanceof Boolean b) {
            expect(file, rows, "b", eq(booleanColumn("b"), b), b::equals);
        }
        Long r = (Long) sample.get(5);
        expect(file, rows, "r", eq(longColumn("r"), r), r::equals);
    }

    /** DuckDB's: the zeros are equal, and NaN is above all numbers and equal to itself. */
    private static int order(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    private static void expect(
            Checked file, List<List<Object>> rows, String column, FilterPredicate filter, Predicate<Object> condition) {
        int index = SCHEMA.indexOf(column);
        assertEquals(
                rows.stream().map(row -> row.get(index)).filter(condition).toList(),
                file.parquetJava().values(column, filter).stream()
                        // NaN compares differently in every reader: it may or may not be found.
                        .filter(value -> !(value instanceof Double number && number.isNaN()))
                        .toList(),
                () -> "parquet-java, " + filter);
    }

    private static void expectDuckDb(
            Readers readers,
            Checked file,
            List<List<Object>> rows,
            String condition,
            Predicate<List<Object>> predicate) {
        Readers.assertRows(
                "DuckDB, " + condition,
                rows.stream().filter(predicate).toList(),
                readers.duckDb().rowsWhere(file.bytes(), file.parquetJava().schema(), condition),
                SCHEMA);
    }
}
