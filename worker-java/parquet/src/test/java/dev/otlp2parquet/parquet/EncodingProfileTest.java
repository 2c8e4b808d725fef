package dev.otlp2parquet.parquet;

import static org.apache.parquet.format.Encoding.DELTA_BINARY_PACKED;
import static org.apache.parquet.format.Encoding.DELTA_LENGTH_BYTE_ARRAY;
import static org.apache.parquet.format.Encoding.PLAIN;
import static org.apache.parquet.format.Encoding.RLE_DICTIONARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.audit.Readers.Checked;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.NullPattern;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.generate.ValuePattern;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.ParquetJava.Page;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Which encoding of values stands in the pages. Vectorized readers of Iceberg tables know few of them for top-level columns, so
 * this is a matter of tables being readable at all.
 */
class EncodingProfileTest {
    private static final int ROWS = 3000;

    @AutoClose
    private static final Readers readers = new Readers();

    @Test
    void aTopLevelColumnIsPlainOrDictionaryInTheCompatibleProfile() {
        for (Types type : Types.values()) {
            for (ValuePattern values : ValuePattern.values()) {
                Set<Encoding> used = topLevel(EncodingProfile.COMPATIBLE, type, values);
                assertTrue(EnumSet.of(PLAIN, RLE_DICTIONARY).containsAll(used), type + " " + values + ": " + used);
            }
        }
    }

    @Test
    void noBooleanIsEverRunLengthEncoded() {
        for (EncodingProfile profile : EncodingProfile.values()) {
            for (ValuePattern values : ValuePattern.values()) {
                assertEquals(Set.of(PLAIN), topLevel(profile, Types.BOOLEAN, values));
                assertEquals(Set.of(PLAIN), inList(profile, Types.BOOLEAN, values));
            }
        }
    }

    @Test
    void fewDifferentValuesGetADictionary() {
        for (EncodingProfile profile : EncodingProfile.values()) {
            for (Types type : List.of(Types.INT64, Types.DOUBLE, Types.STRING, Types.BYTE_ARRAY, Types.FIXED_16)) {
                assertEquals(Set.of(RLE_DICTIONARY), topLevel(profile, type, ValuePattern.FEW), type + " " + profile);
                assertEquals(Set.of(RLE_DICTIONARY), inList(profile, type, ValuePattern.FEW), type + " " + profile);
            }
        }
    }

    @Test
    void manyDifferentValuesGetNone() {
        for (Types type : Types.values()) {
            if (type != Types.INT8 && type != Types.UINT8 && type != Types.FIXED_1) {
                Set<Encoding> used = topLevel(EncodingProfile.COMPATIBLE, type, ValuePattern.MANY);
                if (type != Types.INT16) {
                    assertEquals(Set.of(PLAIN), used, type.name());
                }
            }
        }
    }

    @Test
    void ascendingIntegersAreDeltasWhereTheProfileAllows() {
        for (Types type : List.of(Types.INT64, Types.TIMESTAMP_MICROS, Types.TIMESTAMP_NANOS, Types.INT32)) {
            assertEquals(
                    Set.of(PLAIN), topLevel(EncodingProfile.COMPATIBLE, type, ValuePattern.ASCENDING), type.name());
            assertEquals(
                    Set.of(DELTA_BINARY_PACKED),
                    topLevel(EncodingProfile.MODERN, type, ValuePattern.ASCENDING),
                    type.name());
            assertEquals(
                    Set.of(DELTA_BINARY_PACKED),
                    inList(EncodingProfile.COMPATIBLE, type, ValuePattern.ASCENDING),
                    type.name());
        }
    }

    @Test
    void distinctTextHasItsLengthsApartWhereTheProfileAllows() {
        for (Types type : List.of(Types.STRING, Types.BYTE_ARRAY)) {
            assertEquals(Set.of(PLAIN), topLevel(EncodingProfile.COMPATIBLE, type, ValuePattern.MANY), type.name());
            assertEquals(
                    Set.of(DELTA_LENGTH_BYTE_ARRAY),
                    topLevel(EncodingProfile.MODERN, type, ValuePattern.MANY),
                    type.name());
            assertEquals(
                    Set.of(DELTA_LENGTH_BYTE_ARRAY),
                    inList(EncodingProfile.COMPATIBLE, type, ValuePattern.MANY),
                    type.name());
        }
    }

    @Test
    void columnsBelowAMapAreFreeInTheCompatibleProfile() {
        Schema schema = new Schema(
                "one",
                List.of(Field.map(
                        "m",
                        Repetition.REQUIRED,
                        1,
                        Types.STRING.field("key", Repetition.REQUIRED),
                        Types.STRING.field("value", Repetition.OPTIONAL))));
        List<List<Object>> rows = new RowGenerator(schema, NullPattern.NONE, ValuePattern.MANY, 6).rows(ROWS);
        Checked file = readers.check(schema, rows, WriterOptions.defaults(), Codec.ZSTD);
        assertEquals(Set.of(DELTA_LENGTH_BYTE_ARRAY), encodings(file, "m.key_value.value"));
    }

    /** The decision is per column chunk: few values in one row group, many in the next. */
    @Test
    void eachRowGroupDecidesForItself() {
        Schema schema = new Schema(
                "two",
                List.of(
                        Types.STRING.field("text", Repetition.REQUIRED),
                        Types.INT64.field("number", Repetition.REQUIRED)));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            boolean few = i < 2000;
            rows.add(List.of(
                    Bytes.utf8(few ? "same-" + i % 3 : "distinct-" + i * 7919L),
                    few ? i % 3L : i * 7_919_000_000_000L));
        }
        WriterOptions options = WriterOptions.builder().rowGroupRows(2000).build();
        Checked file = readers.check(schema, rows, options, Codec.SNAPPY);
        for (String column : List.of("text", "number")) {
            assertEquals(Set.of(RLE_DICTIONARY), encodings(file, 0, column), column);
            assertEquals(Set.of(PLAIN), encodings(file, 1, column), column);
        }
    }

    /** The modern profile exists for being smaller. */
    @Test
    void theModernProfileIsNotLarger() {
        for (Types type : Types.values()) {
            for (ValuePattern values : ValuePattern.values()) {
                Schema schema = new Schema("one", List.of(type.field("c", Repetition.OPTIONAL)));
                List<List<Object>> rows = new RowGenerator(schema, NullPattern.NONE, values, 3).rows(1000);
                int compatible = readers.check(schema, rows, options(EncodingProfile.COMPATIBLE), Codec.UNCOMPRESSED)
                        .file()
                        .length();
                int modern = readers.check(schema, rows, options(EncodingProfile.MODERN), Codec.UNCOMPRESSED)
                        .file()
                        .length();
                assertTrue(modern <= compatible + 50, type + " " + values + ": " + modern + " > " + compatible);
            }
        }
    }

    private static Set<Encoding> topLevel(EncodingProfile profile, Types type, ValuePattern values) {
        return used(profile, type.field("c", Repetition.OPTIONAL), "c", values);
    }

    private static Set<Encoding> inList(EncodingProfile profile, Types type, ValuePattern values) {
        PrimitiveField element = type.field("element", Repetition.OPTIONAL);
        return used(profile, Field.list("c", Repetition.REQUIRED, Field.NO_ID, element), "c.list.element", values);
    }

    private static Set<Encoding> used(EncodingProfile profile, Field field, String path, ValuePattern values) {
        Schema schema = new Schema("one", List.of(field));
        List<List<Object>> rows = new RowGenerator(schema, NullPattern.NONE, values, 17).rows(ROWS);
        return encodings(readers.check(schema, rows, options(profile), Codec.SNAPPY), path);
    }

    private static WriterOptions options(EncodingProfile profile) {
        return WriterOptions.builder().encodings(profile).build();
    }

    private static Set<Encoding> encodings(Checked file, String path) {
        return encodings(file, 0, path);
    }

    private static Set<Encoding> encodings(Checked file, int rowGroup, String path) {
        Set<Encoding> used = EnumSet.noneOf(Encoding.class);
        for (Page page : file.parquetJava().pages(file.parquetJava().chunk(rowGroup, path))) {
            if (page.header().getType() == PageType.DATA_PAGE) {
                used.add(page.header().getData_page_header().getEncoding());
            }
        }
        return used;
    }
}
