package dev.otlp2parquet.parquet;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REPEATED;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the footer says about a file as a whole. */
class FileMetadataTest {
    private static final Schema SCHEMA = new Schema(
            "table",
            List.of(
                    Types.BOOLEAN.field("flag", REQUIRED, 1),
                    Types.INT32.field("i32", OPTIONAL, 2),
                    Types.UINT8.field("u8", OPTIONAL, 3),
                    Types.INT64.field("i64", REQUIRED, 4),
                    Types.TIMESTAMP_MICROS.field("us", REQUIRED, 5),
                    Types.TIMESTAMP_NANOS.field("ns", OPTIONAL, 6),
                    Types.DOUBLE.field("f64", OPTIONAL, 7),
                    Types.STRING.field("text", REQUIRED, 8),
                    Types.JSON.field("json", OPTIONAL, 9),
                    Types.BYTE_ARRAY.field("bytes", OPTIONAL),
                    Types.FIXED_16.field("fixed", OPTIONAL, 11),
                    Field.list(
                            "events",
                            REQUIRED,
                            12,
                            Field.struct(
                                    "element",
                                    OPTIONAL,
                                    13,
                                    Types.STRING.field("name", REQUIRED, 14),
                                    Field.map(
                                            "attributes",
                                            OPTIONAL,
                                            15,
                                            Types.STRING.field("key", REQUIRED, 16),
                                            Types.INT64.field("value", OPTIONAL, 17)))),
                    Types.INT64.field("bare", REPEATED, 18)));

    @AutoClose
    private static final Readers readers = new Readers();

    @Test
    void parquetJavaReadsTheSchemaThatWasDeclared() {
        ParquetJava file =
                readers.check(SCHEMA, new RowGenerator(SCHEMA, 1).rows(10)).parquetJava();
        assertEquals(
                MessageTypeParser.parseMessageType("""
                        message table {
                          required boolean flag = 1;
                          optional int32 i32 = 2;
                          optional int32 u8 (INTEGER(8,false)) = 3;
                          required int64 i64 = 4;
                          required int64 us (TIMESTAMP(MICROS,true)) = 5;
                          optional int64 ns (TIMESTAMP(NANOS,true)) = 6;
                          optional double f64 = 7;
                          required binary text (STRING) = 8;
                          optional binary json (JSON) = 9;
                          optional binary bytes;
                          optional fixed_len_byte_array(16) fixed = 11;
                          required group events (LIST) = 12 {
                            repeated group list {
                              optional group element = 13 {
                                required binary name (STRING) = 14;
                                optional group attributes (MAP) = 15 {
                                  repeated group key_value {
                                    required binary key (STRING) = 16;
                                    optional int64 value = 17;
                                  }
                                }
                              }
                            }
                          }
                          repeated int64 bare = 18;
                        }
                        """),
                // parquet-java shows an order of doubles that is not its own default.
                MessageTypeParser.parseMessageType(
                        file.schema().toString().replace(" columnorder(TYPE_DEFINED_ORDER)", "")));
    }

    /** Readers before 2.4 of the format know only the converted types; nanoseconds never had one. */
    @Test
    void annotationsAreRepeatedAsConvertedTypes() {
        ParquetJava file = readers.check(SCHEMA, List.of()).parquetJava();
        assertEquals("UTF8", convertedType(file, "text"));
        assertEquals("JSON", convertedType(file, "json"));
        assertEquals("TIMESTAMP_MICROS", convertedType(file, "us"));
        assertEquals("UINT_8", convertedType(file, "u8"));
        assertEquals("LIST", convertedType(file, "events"));
        assertEquals("MAP", convertedType(file, "attributes"));
        assertNull(convertedType(file, "ns"));
        assertNull(convertedType(file, "bytes"));
        assertNull(convertedType(file, "i64"));
    }

    @Test
    void renumberedFieldsCarryTheNewIds() {
        Schema renumbered = new Schema(
                "table",
                SCHEMA.fields().stream()
                        .map(field -> field.withFieldIds(id -> id + 100))
                        .toList());
        ParquetJava file = readers.check(renumbered, new RowGenerator(renumbered, 2).rows(5))
                .parquetJava();
        assertEquals(108, file.schema().getType("text").getId().intValue());
        assertEquals(
                116,
                file.schema()
                        .getType("events", "list", "element", "attributes", "key_value", "key")
                        .getId()
                        .intValue());
        assertNull(file.schema().getType("bytes").getId());
    }

    @Test
    void creatorAndKeyValueMetadataAreKept() {
        WriterOptions options = WriterOptions.builder()
                .createdBy("otlp2parquet version 1.2.3 (build grün)")
                .keyValue("b", "second")
                .keyValue("a", "")
                .keyValue("iceberg.schema", "{\"type\":\"struct\",\"fields\":[]}")
                .keyValue("b", "replaced")
                .build();
        ParquetJava file = readers.check(SCHEMA, new RowGenerator(SCHEMA, 3).rows(3), options, Codec.ZSTD)
                .parquetJava();
        assertEquals("otlp2parquet version 1.2.3 (build grün)", file.file().getCreatedBy());
        assertEquals(
                Map.of("a", "", "b", "replaced", "iceberg.schema", "{\"type\":\"struct\",\"fields\":[]}"),
                file.keyValueMetadata());
        assertEquals(
                List.of("b", "a", "iceberg.schema"),
                file.thriftFooter().getKey_value_metadata().stream()
                        .map(each -> each.getKey())
                        .toList());
        assertEquals(
                List.of(List.of(3L)),
                readers.duckDb()
                        .query(
                                readers.check(SCHEMA, new RowGenerator(SCHEMA, 3).rows(3), options, Codec.GZIP)
                                        .bytes(),
                                "SELECT count(*) FROM parquet_kv_metadata($file)"));
    }

    @Test
    void withoutKeyValueMetadataNoneIsWritten() {
        ParquetJava file = readers.check(SCHEMA, List.of()).parquetJava();
        assertFalse(file.thriftFooter().isSetKey_value_metadata());
        assertEquals(Map.of(), file.keyValueMetadata());
    }

    /** Sorting columns are declared by top-level field, the footer counts leaves. */
    @Test
    void sortingColumnsAreCountedAmongTheLeaves() {
        Schema schema = new Schema(
                "table",
                List.of(
                        SCHEMA.fields().get(11),
                        SCHEMA.fields().get(4),
                        SCHEMA.fields().get(7),
                        SCHEMA.fields().get(3)));
        WriterOptions sorted = WriterOptions.builder()
                .rowGroupRows(4)
                .sortingColumns(List.of(SortingColumn.ascending(2), new SortingColumn(1, true, false)))
                .build();
        var group = readers.check(schema, new RowGenerator(schema, 4).rows(9), sorted, Codec.ZSTD)
                .parquetJava()
                .thriftFooter()
                .getRow_groups()
                .get(2);
        // events has three leaves: name, key, value.
        assertEquals(4, group.getSorting_columns().get(0).getColumn_idx());
        assertFalse(group.getSorting_columns().get(0).isDescending());
        assertEquals(3, group.getSorting_columns().get(1).getColumn_idx());
    }

    @Test
    void aSortingColumnThatIsNoLeafIsRefused() {
        RowBatch batch = new RowBatch(SCHEMA);
        for (int column : new int[] {11, 13, -1}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ParquetFileWriter(
                                    WriterOptions.builder()
                                            .sortingColumns(List.of(SortingColumn.ascending(column)))
                                            .build(),
                                    Readers.compressor(Codec.ZSTD))
                            .write(batch, RowSelection.all(batch)),
                    "column " + column);
        }
    }

    @Test
    void optionsThatCannotWorkAreRefused() {
        WriterOptions.Builder builder = WriterOptions.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.rowGroupRows(0));
        assertThrows(IllegalArgumentException.class, () -> builder.rowGroupBytes(0));
        assertThrows(IllegalArgumentException.class, () -> builder.pageBytes(0));
        assertThrows(IllegalArgumentException.class, () -> builder.boundBytes(3));
    }

    private static String convertedType(ParquetJava file, String name) {
        for (SchemaElement element : file.thriftFooter().getSchema()) {
            if (element.getName().equals(name)) {
                return element.isSetConverted_type()
                        ? element.getConverted_type().name()
                        : null;
            }
        }
        throw new AssertionError("no element " + name);
    }
}
