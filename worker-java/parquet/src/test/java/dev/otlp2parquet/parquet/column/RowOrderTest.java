package dev.otlp2parquet.parquet.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Seeds;
import dev.otlp2parquet.testkit.parquet.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of rows, against a stable sort of the JDK over the plain values. */
class RowOrderTest {
    private static final long HOUR = 3_600_000_000L;
    private static final Schema SCHEMA = new Schema(
            "rows",
            List.of(
                    Field.string("service", Repetition.OPTIONAL, 1),
                    Field.timestampMicros("time", Repetition.OPTIONAL, 2),
                    Field.int32("number", Repetition.REQUIRED, 3),
                    Field.bool("flag", Repetition.OPTIONAL, 4),
                    new PrimitiveField(
                            "unsigned", Repetition.OPTIONAL, 5, PhysicalType.INT64, 0, new LogicalType.Int(64, false)),
                    Field.float64("value", Repetition.OPTIONAL, 6)));

    @Test
    void rowsAreSortedByServiceThenTime() {
        RowBatch batch = BatchFiller.batch(
                SCHEMA,
                List.of(
                        row("b", 5L),
                        row("a", 9L),
                        row("b", 3L),
                        row("a", 7L),
                        row("", 8L),
                        row("b", 3L),
                        row("ab", 1L)));
        RowOrder order = RowOrder.of(batch, List.of(SortKey.of(0), SortKey.of(1)));
        assertArrayEquals(new int[] {4, 3, 1, 6, 2, 5, 0}, order.rows());
        assertArrayEquals(new int[] {0, 1, 3, 4, 7}, order.groups(1));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 6, 7}, order.groups(2));
        assertArrayEquals(new int[] {0, 7}, order.groups(0));
    }

    @Test
    void hoursBeforeTheEpochAreFloored() {
        RowBatch batch = BatchFiller.batch(
                SCHEMA, List.of(row("x", 0L), row("x", -1L), row("x", -HOUR), row("x", -HOUR - 1), row("x", HOUR - 1)));
        RowOrder order = RowOrder.of(batch, List.of(SortKey.floorDiv(1, HOUR)));
        assertArrayEquals(new int[] {3, 1, 2, 0, 4}, order.rows());
        assertArrayEquals(new int[] {0, 1, 3, 5}, order.groups(1));
    }

    @Test
    void nullComesBeforeTheLeastValueAndIsAGroupOfItsOwn() {
        RowBatch batch = BatchFiller.batch(
                SCHEMA, List.of(row("x", Long.MIN_VALUE), row("x", null), row("x", Long.MIN_VALUE), row("x", null)));
        RowOrder order = RowOrder.of(batch, List.of(SortKey.of(1)));
        assertArrayEquals(new int[] {1, 3, 0, 2}, order.rows());
        assertArrayEquals(new int[] {0, 2, 4}, order.groups(1));
    }

    @Test
    void nullsStayWhereTheyBelongBesideTheExtremes() {
        RowBatch batch = BatchFiller.batch(
                SCHEMA, List.of(row("x", Long.MAX_VALUE), row("x", null), row("x", Long.MIN_VALUE), row("x", 0L)));
        assertArrayEquals(new int[] {1, 0, 3, 2}, sorted(batch, new SortKey(1, 1, true, true)));
        assertArrayEquals(new int[] {0, 3, 2, 1}, sorted(batch, new SortKey(1, 1, true, false)));
        assertArrayEquals(new int[] {2, 3, 0, 1}, sorted(batch, new SortKey(1, 1, false, false)));
    }

    private static int[] sorted(RowBatch batch, SortKey key) {
        return RowOrder.of(batch, List.of(key)).rows();
    }

    @Test
    void aBatchWithoutRowsHasNoGroups() {
        RowOrder order = RowOrder.of(new RowBatch(SCHEMA), List.of(SortKey.of(0)));
        assertEquals(0, order.size());
        assertArrayEquals(new int[] {0}, order.groups(1));
    }

    @Test
    void quotientsOfOtherColumnsThanInt64AreRefused() {
        RowBatch batch = new RowBatch(SCHEMA);
        assertThrows(IllegalArgumentException.class, () -> RowOrder.of(batch, List.of(SortKey.floorDiv(5, 10))));
        assertThrows(IllegalArgumentException.class, () -> RowOrder.of(batch, List.of(SortKey.floorDiv(2, 10))));
        assertThrows(IllegalArgumentException.class, () -> SortKey.floorDiv(1, 0));
    }

    @Test
    void generatedRowsAreSortedAsTheJdkSortsThem() {
        for (long seed : Seeds.of("row order", 200)) {
            SplittableRandom random = new SplittableRandom(seed);
            List<List<Object>> rows = new RowGenerator(SCHEMA, seed).rows(random.nextInt(300));
            RowBatch batch =
                    random.nextBoolean() ? BatchFiller.batch(SCHEMA, rows) : BatchFiller.batchWithRuns(SCHEMA, rows);
            List<SortKey> keys = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int column = random.nextInt(6);
                long unit = column == 1 && random.nextBoolean() ? HOUR : 1;
                keys.add(new SortKey(column, unit, random.nextBoolean(), random.nextBoolean()));
            }
            RowOrder order = RowOrder.of(batch, keys);
            int[] expected = IntStream.range(0, rows.size())
                    .boxed()
                    .sorted((a, b) -> compare(rows.get(a), rows.get(b), keys, keys.size()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertArrayEquals(expected, order.rows(), () -> "seed " + seed + ", keys " + keys);
            for (int k = 0; k <= keys.size(); k++) {
                assertArrayEquals(groups(rows, expected, keys, k), order.groups(k), "seed " + seed + ", groups " + k);
            }
        }
    }

    private static int[] groups(List<List<Object>> rows, int[] sorted, List<SortKey> keys, int keyCount) {
        IntStream starts = IntStream.range(0, sorted.length)
                .filter(i -> i == 0 || compare(rows.get(sorted[i - 1]), rows.get(sorted[i]), keys, keyCount) != 0);
        return IntStream.concat(starts, IntStream.of(sorted.length)).toArray();
    }

    private static int compare(List<Object> a, List<Object> b, List<SortKey> keys, int keyCount) {
        for (SortKey key : keys.subList(0, keyCount)) {
            Comparator<Object> values = (x, y) -> compareValues(x, y, key.column());
            Comparator<Object> directed = key.descending() ? values.reversed() : values;
            int result = Objects.compare(
                    key(a, key),
                    key(b, key),
                    key.nullsFirst() ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed));
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static Object key(List<Object> row, SortKey key) {
        Object value = row.get(key.column());
        return value instanceof Long number && key.unit() > 1 ? (Object) Math.floorDiv(number, key.unit()) : value;
    }

    private static int compareValues(Object a, Object b, int column) {
        return switch (column) {
            case 0 -> ((Bytes) a).compareTo((Bytes) b);
            case 1 -> Long.compare((Long) a, (Long) b);
            case 2 -> Integer.compare((Integer) a, (Integer) b);
            case 3 -> Boolean.compare((Boolean) a, (Boolean) b);
            case 4 -> Long.compareUnsigned((Long) a, (Long) b);
            default -> Double.compare((Double) a, (Double) b);
        };
    }

    private static List<Object> row(String service, Long time) {
        return Arrays.asList(Bytes.utf8(service), time, 0, null, null, null);
    }
}
