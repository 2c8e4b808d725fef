package dev.otlp2parquet.parquet;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.audit.Readers.Checked;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.NullPattern;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.generate.ValuePattern;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.Entry;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import dev.otlp2parquet.testkit.parquet.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Files of no rows, one row, many row groups, many pages, and values larger than any of the limits. */
class FileShapeTest {
    private static final Schema SCHEMA = new Schema(
            "rows",
            List.of(
                    Types.INT64.field("number", REQUIRED, 1),
                    Types.STRING.field("text", OPTIONAL, 2),
                    Field.list("list", OPTIONAL, 3, Types.DOUBLE.field("element", OPTIONAL, 4))));

    @AutoClose
    private static final Readers readers = new Readers();

    @Test
    void aFileOfNoRowsHasASchemaAndNoRowGroup() {
        for (Codec codec : Codec.values()) {
            Checked file = readers.check(SCHEMA, List.of(), WriterOptions.defaults(), codec);
            assertEquals(List.of(), file.parquetJava().rowGroups());
            assertEquals(3, file.parquetJava().schema().getFieldCount());
            assertEquals(List.of(), file.file().description().rowGroupOffsets());
        }
    }

    @Test
    void aFileOfOneRow() {
        List<List<Object>> rows = List.of(
                Arrays.asList(1L, Bytes.utf8("x"), Arrays.asList(0.5, null)),
                Arrays.asList(1L, null, null),
                Arrays.asList(1L, Bytes.utf8(""), List.of()));
        for (List<Object> row : rows) {
            for (Codec codec : Codec.values()) {
                readers.check(SCHEMA, List.of(row), WriterOptions.defaults(), codec);
            }
        }
    }

    @Test
    void rowGroupsAreCutAtTheirRows() {
        WriterOptions options = WriterOptions.builder().rowGroupRows(10).build();
        assertEquals(List.of(10L, 10L, 5L), rowsOfGroups(readers.check(SCHEMA, rows(25), options, Codec.SNAPPY)));
        assertEquals(List.of(10L, 10L), rowsOfGroups(readers.check(SCHEMA, rows(20), options, Codec.SNAPPY)));
        WriterOptions single = WriterOptions.builder().rowGroupRows(1).build();
        assertEquals(Collections.nCopies(30, 1L), rowsOfGroups(readers.check(SCHEMA, rows(30), single, Codec.SNAPPY)));
    }

    @Test
    void rowGroupsHave32768RowsWhenNothingElseIsSaid() {
        Schema schema = new Schema("numbers", List.of(Types.INT64.field("n", REQUIRED, 1)));
        List<List<Object>> rows = new RowGenerator(schema, NullPattern.NONE, ValuePattern.ASCENDING, 2).rows(70_000);
        assertEquals(List.of(32_768L, 32_768L, 4_464L), rowsOfGroups(readers.check(schema, rows)));
    }

    @Test
    void rowGroupsAreCutAtTheirBytes() {
        Schema schema = new Schema("texts", List.of(Types.STRING.field("t", REQUIRED, 1)));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(List.of(Bytes.utf8((i * 7919L + "-").repeat(100).substring(0, 200))));
        }
        WriterOptions options = WriterOptions.builder().rowGroupBytes(20_000).build();
        List<Long> groups = rowsOfGroups(readers.check(schema, rows, options, Codec.ZSTD));
        // 204 bytes a row: at most 98 rows; well filled all the same.
        assertTrue(groups.size() >= 11 && groups.size() <= 16, "row groups " + groups);
    }

    @Test
    void aRowLargerThanARowGroupHasOneOfItsOwn() {
        Schema schema = new Schema("texts", List.of(Types.STRING.field("t", REQUIRED, 1)));
        List<List<Object>> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 20; i++) {
            byte[] text = new byte[i % 5 == 0 ? 50_000 : 100];
            for (int c = 0; c < text.length; c++) {
                text[c] = (byte) random.nextInt('a', 'z');
            }
            rows.add(List.of(Bytes.of(text)));
        }
        WriterOptions options =
                WriterOptions.builder().rowGroupBytes(1000).pageBytes(500).build();
        readers.check(schema, rows, options, Codec.GZIP);
    }

    @Test
    void aValueLargerThanAPageHasAPageOfItsOwn() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = i % 7 == 3 ? Character.toString('a' + i % 26).repeat(5000 + i) : "short" + i;
            rows.add(Arrays.asList((long) i, Bytes.utf8(text), null));
        }
        WriterOptions options = WriterOptions.builder().pageBytes(1024).build();
        for (Codec codec : Codec.values()) {
            Checked file = readers.check(SCHEMA, rows, options, codec);
            int pages = file.parquetJava()
                    .pages(file.parquetJava().chunk(0, "text"))
                    .size();
            assertTrue(pages >= 12, pages + " pages");
        }
    }

    @Test
    void aRowOfManyElementsStaysInOnePage() {
        List<Object> longList = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            longList.add(i % 3 == 0 ? null : (Object) (i * 0.37));
        }
        List<List<Object>> rows = List.of(
                Arrays.asList(1L, null, List.of(1.0)),
                Arrays.asList(2L, null, longList),
                Arrays.asList(3L, null, List.of()),
                Arrays.asList(4L, null, longList),
                Arrays.asList(5L, null, null));
        readers.check(SCHEMA, rows, WriterOptions.builder().pageBytes(4096).build(), Codec.ZSTD);
    }

    @Test
    void pagesHoldOneMebibyteWhenNothingElseIsSaid() {
        Schema schema = new Schema("texts", List.of(Types.STRING.field("t", REQUIRED, 1)));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            rows.add(List.of(Bytes.utf8((i * 104_729L + "/").repeat(800).substring(0, 1500))));
        }
        Checked file = readers.check(schema, rows, WriterOptions.defaults(), Codec.SNAPPY);
        assertEquals(
                5, file.parquetJava().pages(file.parquetJava().chunk(0, "t")).size());
    }

    @Test
    void everyPageMayBeTiny() {
        WriterOptions options =
                WriterOptions.builder().pageBytes(1).rowGroupRows(50).build();
        Checked file = readers.check(SCHEMA, rows(120), options, Codec.ZSTD);
        ParquetJava parquetJava = file.parquetJava();
        assertEquals(50, parquetJava.offsetIndex(parquetJava.chunk(0, "text")).getPageCount());
    }

    @Test
    void nothingButEmptyListsAndEmptyStrings() {
        Schema schema = new Schema(
                "empty",
                List.of(
                        Types.STRING.field("text", REQUIRED, 1),
                        Field.list(
                                "list",
                                REQUIRED,
                                2,
                                Field.struct(
                                        "element",
                                        REQUIRED,
                                        3,
                                        Types.INT32.field("a", REQUIRED, 4),
                                        Types.STRING.field("b", OPTIONAL, 5)))));
        readers.check(schema, Collections.nCopies(1000, List.of(Bytes.utf8(""), List.of())));
        readers.check(
                schema, Collections.nCopies(1000, List.of(Bytes.utf8(""), List.of(Struct.of(0, Bytes.utf8(""))))));
    }

    /** A key twice in a map is the caller's affair; the format allows it. DuckDB's driver does not, so parquet-java alone reads. */
    @Test
    void aMapMayHoldAKeyTwice() {
        Schema schema = new Schema(
                "maps",
                List.of(Field.map(
                        "m",
                        REQUIRED,
                        1,
                        Types.STRING.field("key", REQUIRED, 2),
                        Types.INT32.field("value", OPTIONAL, 3))));
        Bytes key = Bytes.utf8("k");
        List<List<Object>> rows = List.of(List.of(List.of(new Entry(key, 1), new Entry(key, null), new Entry(key, 1))));
        RowBatch batch = BatchFiller.batch(schema, rows);
        ParquetFile file = new ParquetFileWriter(WriterOptions.defaults(), Readers.compressor(Codec.ZSTD))
                .write(batch, RowSelection.all(batch));
        assertEquals(
                rows,
                ParquetJava.read(Arrays.copyOf(file.array(), file.length())).rows());
    }

    @Test
    void everyBitOfADoubleIsKept() {
        Schema schema = new Schema("doubles", List.of(Types.DOUBLE.field("d", REQUIRED, 1)));
        long[] bits = {0x7ff8000000000001L, 0xfff8000000000000L, 0x7ff0000000000001L, 0x8000000000000000L};
        RowBatch batch = new RowBatch(schema);
        for (long each : bits) {
            batch.column(0).asDouble().append(Double.longBitsToDouble(each));
        }
        ParquetFile file = new ParquetFileWriter(WriterOptions.defaults(), Readers.compressor(Codec.UNCOMPRESSED))
                .write(batch, RowSelection.all(batch));
        long[] found = ParquetJava.read(Arrays.copyOf(file.array(), file.length())).rows().stream()
                .mapToLong(row -> Double.doubleToRawLongBits((Double) row.get(0)))
                .toArray();
        assertArrayEquals(bits, found);
    }

    @Test
    void aChunkThatDoesNotShrinkIsStoredAsItIs() {
        Schema schema = new Schema(
                "noise", List.of(Types.FIXED_100.field("noise", REQUIRED, 1), Types.STRING.field("text", REQUIRED, 2)));
        SplittableRandom random = new SplittableRandom(3);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[100];
            random.nextBytes(noise);
            rows.add(List.of(Bytes.of(noise), Bytes.utf8("the same words again and again " + i)));
        }
        for (Codec codec : List.of(Codec.SNAPPY, Codec.GZIP, Codec.ZSTD)) {
            ParquetJava file =
                    readers.check(schema, rows, WriterOptions.defaults(), codec).parquetJava();
            assertEquals(
                    CompressionCodecName.UNCOMPRESSED, file.chunk(0, "noise").getCodec());
            assertEquals(
                    CompressionCodec.valueOf(codec.name()),
                    file.chunk(0, "text").getCodec().getParquetCompressionCodec());
        }
    }

    @Test
    void aWriterGivesTheSameBytesAgainWhateverItWroteBefore() {
        ParquetFileWriter writer = new ParquetFileWriter(
                WriterOptions.builder().rowGroupRows(100).pageBytes(600).build(), Readers.compressor(Codec.SNAPPY));
        RowBatch batch = BatchFiller.batch(SCHEMA, rows(300));
        byte[] first = bytes(writer.write(batch, RowSelection.all(batch)));
        RowBatch other = BatchFiller.batch(
                SCHEMA, new RowGenerator(SCHEMA, NullPattern.RANDOM, ValuePattern.MANY, 77).rows(900));
        writer.write(other, RowSelection.all(other));
        assertArrayEquals(first, bytes(writer.write(batch, RowSelection.all(batch))));
        other.reset();
        BatchFiller.append(other, rows(300));
        assertArrayEquals(first, bytes(writer.write(other, RowSelection.all(other))), "a batch that was used before");
    }

    /** Exactly once: what is written again after a failure must get the same name, which follows from its bytes. */
    @Test
    void aBatchThatHeldManyTextsBeforeGivesTheFileOfANewOne() {
        Schema schema = new Schema("texts", List.of(Types.STRING.field("t", REQUIRED, 1)));
        List<List<Object>> before = new ArrayList<>();
        for (int i = 0; i < 16_000; i++) {
            before.add(List.of(Bytes.utf8("before " + i / 3)));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 9000; i++) {
            rows.add(List.of(Bytes.utf8("text " + (i < 1500 ? i : i % 100))));
        }
        ParquetFileWriter writer = new ParquetFileWriter(WriterOptions.defaults(), Readers.compressor(Codec.SNAPPY));
        RowBatch fresh = BatchFiller.batch(schema, rows);
        RowBatch used = BatchFiller.batch(schema, before);
        used.reset();
        BatchFiller.append(used, rows);
        assertArrayEquals(
                bytes(writer.write(fresh, RowSelection.all(fresh))), bytes(writer.write(used, RowSelection.all(used))));
    }

    private static byte[] bytes(ParquetFile file) {
        return Arrays.copyOf(file.array(), file.length());
    }

    private static List<List<Object>> rows(int count) {
        return new RowGenerator(SCHEMA, NullPattern.RANDOM, ValuePattern.BOUNDARY, 12).rows(count);
    }

    private static List<Long> rowsOfGroups(Checked file) {
        return file.parquetJava().rowGroups().stream()
                .map(BlockMetaData::getRowCount)
                .toList();
    }
}
