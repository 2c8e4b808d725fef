package dev.otlp2parquet.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.audit.Readers.Checked;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.internal.column.columnindex.BoundaryOrder;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bounds of one optional column, given values in the open: parquet.thrift, Statistics and ColumnIndex. */
class StatisticsTest {
    private static final int BOUND = 16;
    private static final String LAST = Character.toString(0x10ffff);

    @AutoClose
    private static final Readers readers = new Readers();

    @Test
    void integersAreComparedWithTheirSign() {
        Checked file = write(Types.INT64, 5L, null, -3L, Long.MAX_VALUE, 0L);
        assertArrayEquals(longBytes(-3), statistics(file).getMin_value());
        assertArrayEquals(longBytes(Long.MAX_VALUE), statistics(file).getMax_value());
        assertTrue(statistics(file).isIs_min_value_exact());
        assertTrue(statistics(file).isIs_max_value_exact());
        assertEquals(1, statistics(file).getNull_count());
        ColumnDescription described = file.file().description().columns().get(0);
        assertArrayEquals(longBytes(-3), described.lowerBound());
        assertArrayEquals(longBytes(Long.MAX_VALUE), described.upperBound());
        assertEquals(5, described.valueCount());
        assertEquals(1, described.nullCount());
    }

    @Test
    void unsignedIntegersAreComparedWithoutSign() {
        Checked longs = write(Types.UINT64, 5L, -3L, 7L);
        assertArrayEquals(longBytes(5), statistics(longs).getMin_value());
        assertArrayEquals(longBytes(-3), statistics(longs).getMax_value());
        Checked ints = write(Types.UINT32, -1, 4, 3);
        assertArrayEquals(intBytes(3), statistics(ints).getMin_value());
        assertArrayEquals(intBytes(-1), statistics(ints).getMax_value());
    }

    @Test
    void falseComesBeforeTrue() {
        Checked both = write(Types.BOOLEAN, true, false, null);
        assertArrayEquals(new byte[] {0}, statistics(both).getMin_value());
        assertArrayEquals(new byte[] {1}, statistics(both).getMax_value());
        Checked one = write(Types.BOOLEAN, true, true);
        assertArrayEquals(new byte[] {1}, statistics(one).getMin_value());
    }

    /** Engines that order NaN above all numbers (DuckDB, DataFusion) would skip it by a greatest value that leaves it out. */
    @Test
    void aChunkWithNanHasNoBoundsAndNoColumnIndex() {
        Checked file = write(Types.DOUBLE, Double.NaN, 2.0, Double.NaN, -1.0, null);
        assertFalse(statistics(file).isSetMin_value());
        assertFalse(statistics(file).isSetMax_value());
        assertEquals(2, statistics(file).getNan_count());
        assertEquals(1, statistics(file).getNull_count());
        assertNull(columnIndex(file));
        ColumnDescription described = file.file().description().columns().get(0);
        assertNull(described.lowerBound());
        assertNull(described.upperBound());
        assertEquals(2, described.nanCount());
        assertEquals(1, described.nullCount());
    }

    @Test
    void nanInOnePageTakesTheIndexOfItsChunkOnly() {
        Schema schema = new Schema("two", List.of(Types.DOUBLE.field("c", Repetition.OPTIONAL, 1)));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(List.of(i == 1500 ? Double.NaN : i / 2.0));
        }
        WriterOptions options =
                WriterOptions.builder().rowGroupRows(1000).pageBytes(512).build();
        Checked file = readers.check(schema, rows, options, Codec.UNCOMPRESSED);
        ColumnIndex first = file.parquetJava().columnIndex(file.parquetJava().chunk(0, "c"));
        assertTrue(first.getMinValues().size() > 3, "several pages");
        assertNull(file.parquetJava().columnIndex(file.parquetJava().chunk(1, "c")));
        assertNotNull(file.parquetJava().offsetIndex(file.parquetJava().chunk(1, "c")));
        assertArrayEquals(doubleBytes(499.5), statistics(file).getMax_value());
        ColumnDescription described = file.file().description().columns().get(0);
        assertNull(described.lowerBound(), "of the file");
        assertEquals(1, described.nanCount());
    }

    @Test
    void duckDbFindsNanByEveryComparison() {
        Checked file = write(Types.DOUBLE, 1.0, Double.NaN, 0.5, null);
        assertEquals(1, count(file, "c = 'NaN'::DOUBLE"));
        assertEquals(1, count(file, "c > 1"));
        assertEquals(2, count(file, "c >= 1"));
        assertEquals(2, count(file, "c <= 1"));
        assertEquals(2, count(file, "c <> 1"));
        assertEquals(1, count(file, "isnan(c)"));
    }

    private static long count(Checked file, String condition) {
        return (Long) readers.duckDb()
                .query(file.bytes(), "SELECT count(*) FROM $file WHERE " + condition)
                .get(0)
                .get(0);
    }

    @Test
    void nothingButNanHasNoBounds() {
        Checked file = write(Types.DOUBLE, Double.NaN, null, Double.NaN);
        assertFalse(statistics(file).isSetMin_value());
        assertFalse(statistics(file).isSetMax_value());
        assertNull(file.file().description().columns().get(0).lowerBound());
        assertNull(file.file().description().columns().get(0).upperBound());
        assertEquals(2, file.file().description().columns().get(0).nanCount());
        assertNull(columnIndex(file), "a page without bounds that is no null page cannot be indexed");
    }

    @Test
    void infinitiesAreBounds() {
        Checked file = write(Types.DOUBLE, Double.POSITIVE_INFINITY, 0.5, Double.NEGATIVE_INFINITY);
        assertArrayEquals(
                doubleBytes(Double.NEGATIVE_INFINITY), statistics(file).getMin_value());
        assertArrayEquals(
                doubleBytes(Double.POSITIVE_INFINITY), statistics(file).getMax_value());
    }

    @Test
    void aZeroThatBoundsIsNegativeBelowAndPositiveAbove() {
        for (double zero : new double[] {0.0, -0.0}) {
            Checked file = write(Types.DOUBLE, zero, null);
            assertArrayEquals(doubleBytes(-0.0), statistics(file).getMin_value());
            assertArrayEquals(doubleBytes(0.0), statistics(file).getMax_value());
            ColumnIndex index = columnIndex(file);
            assertEquals(
                    Bytes.of(doubleBytes(-0.0)), Bytes.of(index.getMinValues().get(0)));
            assertEquals(
                    Bytes.of(doubleBytes(0.0)), Bytes.of(index.getMaxValues().get(0)));
            ColumnDescription described = file.file().description().columns().get(0);
            assertArrayEquals(doubleBytes(-0.0), described.lowerBound());
            assertArrayEquals(doubleBytes(0.0), described.upperBound());
        }
        Checked positive = write(Types.DOUBLE, 0.0, 3.0);
        assertArrayEquals(doubleBytes(-0.0), statistics(positive).getMin_value());
        assertArrayEquals(doubleBytes(3.0), statistics(positive).getMax_value());
    }

    @Test
    void nothingButNullHasNoBounds() {
        for (Types type : Types.values()) {
            Checked file = write(type, null, null, null);
            assertFalse(statistics(file).isSetMin_value(), type.name());
            assertFalse(statistics(file).isSetMax_value(), type.name());
            assertEquals(3, statistics(file).getNull_count());
            assertEquals(List.of(true), columnIndex(file).getNullPages());
            assertEquals(3, file.file().description().columns().get(0).nullCount());
        }
    }

    @Test
    void shortTextIsItsOwnBound() {
        Checked file = write(Types.STRING, text("b"), text(""), text("a".repeat(BOUND)), text("ab"));
        assertBounds(file, text(""), true, text("b"), true);
    }

    @Test
    void bytesAreComparedUnsigned() {
        Checked file = write(Types.STRING, text("z"), text("é"), text("a"));
        assertBounds(file, text("a"), true, text("é"), true);
        Checked binary = write(Types.BYTE_ARRAY, bytes(0x7f), bytes(0x80), bytes());
        assertBounds(binary, bytes(), true, bytes(0x80), true);
    }

    @Test
    void longTextIsCutAndItsLastCharacterRaisedAbove() {
        String sixteen = "0123456789abcdef";
        Checked file = write(Types.STRING, text(sixteen + "g"));
        assertBounds(file, text(sixteen), false, text("0123456789abcdeg"), false);
    }

    @Test
    void textIsCutBetweenCharacters() {
        Checked file = write(Types.STRING, text("0123456789abcd€x"));
        assertBounds(file, text("0123456789abcd"), false, text("0123456789abce"), false);
    }

    @Test
    void aRaisedCharacterMayBecomeLongerOrSkipTheSurrogates() {
        // U+007F becomes U+0080, two bytes: there is no room for it at the end, so the one before is raised.
        Checked longer = write(Types.STRING, text("0123456789abcde\u007fxyz"));
        assertBounds(longer, text("0123456789abcde\u007f"), false, text("0123456789abcdf"), false);
        Checked surrogate = write(Types.STRING, text("0123456789abc\ud7ffxyz"));
        assertBounds(surrogate, text("0123456789abc\ud7ff"), false, text("0123456789abc\ue000"), false);
    }

    @Test
    void theLastCodePointCannotBeRaised() {
        Checked file = write(Types.STRING, text("ab" + LAST.repeat(9)));
        assertBounds(file, text("ab" + LAST.repeat(3)), false, text("ac"), false);
    }

    @Test
    void textOfNothingButTheLastCodePointIsItsOwnUpperBound() {
        Bytes last = text(LAST.repeat(9));
        Checked file = write(Types.STRING, last, text("a"));
        assertBounds(file, text("a"), true, last, true);
    }

    @Test
    void longBinaryIsCutAndItsLastByteRaised() {
        byte[] value = new byte[BOUND + 1];
        value[BOUND - 2] = 1;
        value[BOUND - 1] = (byte) 0xff;
        byte[] upper = new byte[BOUND - 1];
        upper[BOUND - 2] = 2;
        Checked file = write(Types.BYTE_ARRAY, Bytes.of(value));
        assertBounds(file, Bytes.of(value).prefix(BOUND), false, Bytes.of(upper), false);
    }

    @Test
    void binaryOfNothingButTheLastByteIsItsOwnUpperBound() {
        byte[] value = new byte[BOUND + 1];
        Arrays.fill(value, (byte) 0xff);
        Checked file = write(Types.BYTE_ARRAY, Bytes.of(value));
        assertBounds(file, Bytes.of(value).prefix(BOUND), false, Bytes.of(value), true);
    }

    @Test
    void valuesOfFixedLengthAreCutToo() {
        byte[] value = new byte[100];
        value[BOUND - 1] = 1;
        value[99] = 1;
        byte[] raised = new byte[BOUND];
        raised[BOUND - 1] = 2;
        Checked file = write(Types.FIXED_100, Bytes.of(value), Bytes.of(new byte[100]));
        assertBounds(file, Bytes.of(new byte[BOUND]), false, Bytes.of(raised), false);
        Checked whole = write(Types.FIXED_16, Bytes.of(new byte[16]), Bytes.of(raised));
        assertBounds(whole, Bytes.of(new byte[16]), true, Bytes.of(raised), true);
    }

    @Test
    void pagesInOrderAreDeclaredSo() {
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < 1000; i++) {
            values.add(i);
        }
        assertEquals(BoundaryOrder.ASCENDING, manyPages(values, 512).getBoundaryOrder());
        Collections.reverse(values);
        assertEquals(BoundaryOrder.DESCENDING, manyPages(values, 512).getBoundaryOrder());
        Collections.swap(values, 100, 900);
        assertEquals(BoundaryOrder.UNORDERED, manyPages(values, 512).getBoundaryOrder());
    }

    @Test
    void pagesOfNullsDoNotDisturbTheOrder() {
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < 300; i++) {
            values.add(i % 100 < 50 ? null : (Object) i);
        }
        ColumnIndex index = manyPages(values, 1);
        assertTrue(index.getNullPages().contains(true));
        assertEquals(BoundaryOrder.ASCENDING, index.getBoundaryOrder());
    }

    private static ColumnIndex manyPages(List<Object> values, int pageBytes) {
        Schema schema = new Schema("one", List.of(Types.INT64.field("c", Repetition.OPTIONAL)));
        WriterOptions options = WriterOptions.builder().pageBytes(pageBytes).build();
        List<List<Object>> rows =
                values.stream().map(Collections::singletonList).toList();
        Checked file = readers.check(schema, rows, options, Codec.UNCOMPRESSED);
        ColumnIndex index = columnIndex(file);
        assertTrue(index.getNullPages().size() > 3, "several pages");
        return index;
    }

    private static void assertBounds(Checked file, Bytes min, boolean minExact, Bytes max, boolean maxExact) {
        Statistics statistics = statistics(file);
        assertEquals(min, Bytes.of(statistics.getMin_value()));
        assertEquals(max, Bytes.of(statistics.getMax_value()));
        assertEquals(minExact, statistics.isIs_min_value_exact(), "min is exact");
        assertEquals(maxExact, statistics.isIs_max_value_exact(), "max is exact");
        assertEquals(min, Bytes.of(columnIndex(file).getMinValues().get(0)));
        assertEquals(max, Bytes.of(columnIndex(file).getMaxValues().get(0)));
        ColumnDescription described = file.file().description().columns().get(0);
        assertEquals(min, Bytes.of(described.lowerBound()));
        assertEquals(max, Bytes.of(described.upperBound()));
    }

    /** One column named c with these values, all in one page. */
    private static Checked write(Types type, Object... values) {
        Schema schema = new Schema("one", List.of(type.field("c", Repetition.OPTIONAL, 1)));
        List<List<Object>> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(Collections.singletonList(value));
        }
        WriterOptions options = WriterOptions.builder()
                .boundBytes(BOUND)
                .singlePageIndexes(true)
                .build();
        return readers.check(schema, rows, options, Codec.UNCOMPRESSED);
    }

    private static Statistics statistics(Checked file) {
        return file.parquetJava()
                .thriftFooter()
                .getRow_groups()
                .get(0)
                .getColumns()
                .get(0)
                .getMeta_data()
                .getStatistics();
    }

    private static ColumnIndex columnIndex(Checked file) {
        return file.parquetJava().columnIndex(file.parquetJava().chunk(0, "c"));
    }

    private static Bytes text(String text) {
        return Bytes.utf8(text);
    }

    private static Bytes bytes(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return Bytes.of(array);
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private static byte[] intBytes(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] doubleBytes(double value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
    }
}
