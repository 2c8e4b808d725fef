package dev.otlp2parquet.parquet;

import static org.apache.parquet.format.Encoding.BYTE_STREAM_SPLIT;
import static org.apache.parquet.format.Encoding.DELTA_BINARY_PACKED;
import static org.apache.parquet.format.Encoding.DELTA_BYTE_ARRAY;
import static org.apache.parquet.format.Encoding.DELTA_LENGTH_BYTE_ARRAY;
import static org.apache.parquet.format.Encoding.PLAIN;
import static org.apache.parquet.format.Encoding.RLE_DICTIONARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.audit.Readers.Checked;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.Entry;
import dev.otlp2parquet.testkit.parquet.ParquetJava.Page;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Chunks that are large enough for their encoding to be measured: each kind of data gets the encoding that is the smallest after
 * compression, and parquet-java and DuckDB read all of it.
 */
class EncodingTrialTest {
    private static final long SEED = 6;

    /** Pages of a chunk then are several, also of numbers. */
    private static final int ROWS = 12_000;

    private static Readers readers;

    @BeforeAll
    static void open() {
        readers = new Readers();
    }

    @AfterAll
    static void close() {
        readers.close();
    }

    @Test
    void idsHaveTheirLengthsApart() {
        Random random = new Random(SEED);
        IntFunction<Object> ids = row -> Bytes.utf8(hex(random) + hex(random));
        assertEncoding(PLAIN, EncodingProfile.COMPATIBLE, Types.STRING, ids);
        assertEncoding(DELTA_LENGTH_BYTE_ARRAY, EncodingProfile.MODERN, Types.STRING, ids);
    }

    @Test
    void sortedNamesLeaveOutWhatTheyHaveInCommon() {
        IntFunction<Object> names = row -> Bytes.utf8("/var/lib/data/" + (1_000_000_000L + row * 7919L) / 3);
        assertEncoding(PLAIN, EncodingProfile.COMPATIBLE, Types.STRING, names);
        assertEncoding(DELTA_BYTE_ARRAY, EncodingProfile.MODERN, Types.STRING, names);
    }

    /** Lengths that vary cost as much apart from long texts as within them. */
    @Test
    void longTextsArePlain() {
        Random random = new Random(SEED);
        String[] beginnings = {"User of ", "Cache miss for the key ", "Request to the inventory by ", "Order of "};
        IntFunction<Object> texts = row -> Bytes.utf8(beginnings[random.nextInt(4)] + hex(random)
                + "; the threshold is " + random.nextInt(1_000_000) + " ms, the circuit breaker counts "
                + random.nextInt(100_000) + " slow calls and opens at " + random.nextInt(100_000)
                + " of them, the correlation id of all is " + hex(random));
        assertEncoding(PLAIN, EncodingProfile.MODERN, Types.STRING, texts);
    }

    @Test
    void measuredValuesHaveTheirBytesApart() {
        Random random = new Random(SEED);
        IntFunction<Object> values = row -> 20 + random.nextGaussian();
        assertEncoding(PLAIN, EncodingProfile.COMPATIBLE, Types.DOUBLE, values);
        assertEncoding(BYTE_STREAM_SPLIT, EncodingProfile.MODERN, Types.DOUBLE, values);
    }

    @Test
    void decimalsAndNumbersThatAreNoneStayWhole() {
        double[] few = {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 0.5};
        Random random = new Random(SEED);
        IntFunction<Object> values =
                row -> row % 50 == 0 ? few[row / 50 % few.length] : random.nextInt(1_000_000) / 1000.0;
        assertEncoding(PLAIN, EncodingProfile.MODERN, Types.DOUBLE, values);
    }

    @Test
    void timesAreDeltas() {
        Random random = new Random(SEED);
        IntFunction<Object> times = row -> 1_763_719_200_000_000L + 1000L * row + random.nextInt(1000);
        assertEncoding(DELTA_BINARY_PACKED, EncodingProfile.MODERN, Types.TIMESTAMP_MICROS, times);
    }

    /** Attributes: some values are new in nearly every row, the others are a handful. */
    @Test
    void mixedValuesOfAMapHaveNoDictionary() {
        Random random = new Random(SEED);
        PrimitiveField key = Types.STRING.field("key", Repetition.REQUIRED);
        PrimitiveField value = Types.STRING.field("value", Repetition.OPTIONAL);
        Schema schema = new Schema("one", List.of(Field.map("m", Repetition.REQUIRED, Field.NO_ID, key, value)));
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(List.of(List.of(
                    new Entry(Bytes.utf8("method"), Bytes.utf8(row % 3 == 0 ? "GET" : "POST")),
                    new Entry(Bytes.utf8("status"), Bytes.utf8("" + (200 + random.nextInt(4)))),
                    new Entry(Bytes.utf8("size"), Bytes.utf8("" + random.nextInt(100_000))),
                    new Entry(Bytes.utf8("user"), Bytes.utf8("user-" + random.nextInt(100_000))))));
        }
        for (EncodingProfile profile : EncodingProfile.values()) {
            Checked file = readers.check(schema, rows, options(profile), Codec.ZSTD);
            assertEquals(Set.of(RLE_DICTIONARY), encodings(file, "m.key_value.key"));
            assertEquals(Set.of(DELTA_LENGTH_BYTE_ARRAY), encodings(file, "m.key_value.value"));
        }
    }

    /** Below a list every encoding is allowed in both profiles. */
    @Test
    void listsAreMeasuredToo() {
        Random random = new Random(SEED);
        PrimitiveField element = Types.DOUBLE.field("element", Repetition.OPTIONAL);
        Schema schema = new Schema("one", List.of(Field.list("c", Repetition.REQUIRED, Field.NO_ID, element)));
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(random.nextInt(9) == 0 ? null : random.nextGaussian());
            }
            rows.add(List.of(list));
        }
        for (EncodingProfile profile : EncodingProfile.values()) {
            Checked file = readers.check(schema, rows, options(profile), Codec.ZSTD);
            assertEquals(Set.of(BYTE_STREAM_SPLIT), encodings(file, "c.list.element"));
        }
    }

    private static void assertEncoding(
            Encoding expected, EncodingProfile profile, Types type, IntFunction<Object> values) {
        Schema schema = new Schema("one", List.of(type.field("c", Repetition.OPTIONAL)));
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<Object> cells = new ArrayList<>();
            cells.add(row % 100 == 99 ? null : values.apply(row));
            rows.add(cells);
        }
        Checked file = readers.check(schema, rows, options(profile), Codec.ZSTD);
        assertEquals(Set.of(expected), encodings(file, "c"));
    }

    private static WriterOptions options(EncodingProfile profile) {
        return WriterOptions.builder().encodings(profile).pageBytes(1 << 16).build();
    }

    private static String hex(Random random) {
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }

    private static Set<Encoding> encodings(Checked file, String path) {
        Set<Encoding> used = EnumSet.noneOf(Encoding.class);
        for (Page page : file.parquetJava().pages(file.parquetJava().chunk(0, path))) {
            if (page.header().getType() == PageType.DATA_PAGE) {
                used.add(page.header().getData_page_header().getEncoding());
            }
        }
        return used;
    }
}
