package dev.otlp2parquet.parquet;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.audit.Readers.Checked;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.Types;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bloom filters as parquet-java and DuckDB read and use them. */
class BloomFilterTest {

    private static final Schema SCHEMA = new Schema(
            "rows",
            List.of(
                    Types.STRING.field("id", OPTIONAL, 1),
                    Types.STRING.field("service", REQUIRED, 2),
                    Types.FIXED_16.field("key", REQUIRED, 3),
                    Types.INT64.field("number", REQUIRED, 4)));

    private static final WriterOptions OPTIONS = WriterOptions.builder()
            .bloomFilterColumns(List.of("id", "service", "key"))
            .build();

    @AutoClose
    private static final Readers READERS = new Readers();

    @Test
    void everyValueIsFoundAndFewOthers() {
        SplittableRandom random = new SplittableRandom(1);
        List<List<Object>> rows = rows(random, 5000);
        ParquetJava file = READERS.check(SCHEMA, rows, OPTIONS, Codec.ZSTD).parquetJava();
        BloomFilter ids = file.bloomFilter(file.chunk(0, "id"));
        BloomFilter keys = file.bloomFilter(file.chunk(0, "key"));
        assertEquals(8192, ids.getBitsetSize(), "at least a byte for each value, a power of two");
        for (List<Object> row : rows) {
            assertTrue(finds(ids, (Bytes) row.get(0)), () -> "id " + row.get(0));
            assertTrue(finds(keys, (Bytes) row.get(2)), () -> "key " + row.get(2));
        }
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            found += finds(ids, id(random)) ? 1 : 0;
        }
        assertTrue(found < 20_000 * 0.02, found + " of 20,000 values that are not there");
        assertNull(file.bloomFilter(file.chunk(0, "number")), "not asked for");
    }

    @Test
    void thereIsNoneForFewDistinctValues() {
        ParquetJava file = READERS.check(SCHEMA, rows(new SplittableRandom(2), 3000), OPTIONS, Codec.ZSTD)
                .parquetJava();
        assertNull(file.bloomFilter(file.chunk(0, "service")), "three services");
        assertNotNull(file.bloomFilter(file.chunk(0, "id")));
        ParquetJava small = READERS.check(SCHEMA, rows(new SplittableRandom(2), 1000), OPTIONS, Codec.ZSTD)
                .parquetJava();
        assertNull(small.bloomFilter(small.chunk(0, "id")), "1,000 ids");
    }

    /** Repeated values count once, whether the column still knows that they are the same or not. */
    @Test
    void theSizeFollowsFromDistinctValues() {
        SplittableRandom random = new SplittableRandom(3);
        List<List<Object>> rows = rows(random, 2000);
        List<List<Object>> repeated = new ArrayList<>();
        for (int i = 0; i < 16_000; i++) {
            repeated.add(rows.get(i % rows.size()));
        }
        ParquetJava file = READERS.check(SCHEMA, repeated, OPTIONS, Codec.ZSTD).parquetJava();
        assertEquals(2048, file.bloomFilter(file.chunk(0, "id")).getBitsetSize());
    }

    @Test
    void nullsAreNotInItAndEmptyStringsAre() {
        SplittableRandom random = new SplittableRandom(4);
        List<List<Object>> rows = new ArrayList<>(rows(random, 4000));
        for (int i = 0; i < rows.size(); i += 2) {
            rows.set(i, Arrays.asList(null, Bytes.utf8("a"), key(random), 1L));
        }
        ParquetJava without = READERS.check(SCHEMA, rows, OPTIONS, Codec.ZSTD).parquetJava();
        assertEquals(2048, without.bloomFilter(without.chunk(0, "id")).getBitsetSize(), "2,000 values");
        rows.set(0, List.of(Bytes.utf8(""), Bytes.utf8("a"), key(random), 1L));
        ParquetJava with = READERS.check(SCHEMA, rows, OPTIONS, Codec.ZSTD).parquetJava();
        assertTrue(finds(with.bloomFilter(with.chunk(0, "id")), Bytes.utf8("")));
    }

    /** Also where a row group was written twice because it became too large. */
    @Test
    void eachRowGroupHasItsOwn() {
        SplittableRandom random = new SplittableRandom(5);
        List<List<Object>> rows = rows(random, 9000);
        for (WriterOptions options : List.of(
                OPTIONS.toBuilder().rowGroupRows(3000).build(),
                OPTIONS.toBuilder().rowGroupBytes(300_000).build())) {
            ParquetJava file =
                    READERS.check(SCHEMA, rows, options, Codec.SNAPPY).parquetJava();
            assertTrue(file.rowGroups().size() > 1, "row groups");
            int row = 0;
            for (int group = 0; group < file.rowGroups().size(); group++) {
                int end = row + (int) file.rowGroups().get(group).getRowCount();
                BloomFilter filter = file.bloomFilter(file.chunk(group, "id"));
                if (filter == null) {
                    assertTrue(end - row < 1024, "row group " + group + " of " + (end - row) + " rows has no filter");
                    row = end;
                }
                for (; row < end; row++) {
                    assertTrue(finds(filter, (Bytes) rows.get(row).get(0)), "row " + row);
                }
            }
            for (int i = 0; i < rows.size(); i += 900) {
                Bytes wanted = (Bytes) rows.get(i).get(0);
                assertTrue(
                        file.rowGroupsByBloomFilter(FilterApi.eq(FilterApi.binaryColumn("id"), binary(wanted))) <= 2,
                        "the row group of the value, and hardly another");
            }
        }
    }

    /** The purpose: an id is looked for in a hundred files, and all but its own are passed over by the filter alone. */
    @Test
    void aLookupReadsOnlyTheFilesThatMatch() {
        SplittableRandom random = new SplittableRandom(6);
        List<byte[]> files = new ArrayList<>();
        List<Bytes> wanted = new ArrayList<>();
        ParquetFileWriter writer = new ParquetFileWriter(OPTIONS, Readers.compressor(Codec.ZSTD));
        for (int i = 0; i < 100; i++) {
            List<List<Object>> rows = rows(random, 1500);
            wanted.add((Bytes) rows.get(700).get(0));
            RowBatch batch = BatchFiller.batch(SCHEMA, rows);
            ParquetFile file = writer.write(batch, RowSelection.all(batch));
            files.add(Arrays.copyOf(file.array(), file.length()));
        }
        List<ParquetJava> readers = files.stream().map(ParquetJava::read).toList();
        int byParquetJava = 0;
        int byDuckDb = 0;
        for (int lookup = 0; lookup < 100; lookup += 25) {
            Bytes id = wanted.get(lookup);
            var filter = FilterApi.eq(FilterApi.binaryColumn("id"), binary(id));
            for (int i = 0; i < files.size(); i++) {
                int read = readers.get(i).rowGroupsByBloomFilter(filter);
                boolean excluded = excludedByDuckDb(files.get(i), id);
                assertTrue(i != lookup || (read == 1 && !excluded), "the file that holds the id is read");
                byParquetJava += read;
                byDuckDb += excluded ? 0 : 1;
            }
        }
        assertEquals(byParquetJava, byDuckDb, "both readers see the same bits");
        assertTrue(byParquetJava < 4 * 3, byParquetJava + " files read for four lookups, each in one of a hundred");
    }

    @Test
    void namesOfOtherColumnsArePassedOverAndNumbersRefused() {
        WriterOptions absent =
                WriterOptions.builder().bloomFilterColumns(List.of("trace_id")).build();
        Checked file = READERS.check(SCHEMA, rows(new SplittableRandom(7), 2000), absent, Codec.ZSTD);
        assertNull(file.parquetJava().bloomFilter(file.parquetJava().chunk(0, "id")));
        WriterOptions number =
                WriterOptions.builder().bloomFilterColumns(List.of("number")).build();
        RowBatch batch = BatchFiller.batch(SCHEMA, rows(new SplittableRandom(7), 1));
        ParquetFileWriter writer = new ParquetFileWriter(number, Readers.compressor(Codec.ZSTD));
        assertThrows(IllegalArgumentException.class, () -> writer.write(batch, RowSelection.all(batch)));
    }

    @Test
    void duckDbFindsEveryValue() {
        SplittableRandom random = new SplittableRandom(8);
        List<List<Object>> rows = rows(random, 2000);
        byte[] file = READERS.check(SCHEMA, rows, OPTIONS, Codec.ZSTD).bytes();
        for (int i = 0; i < rows.size(); i += 50) {
            assertFalse(excludedByDuckDb(file, (Bytes) rows.get(i).get(0)), "row " + i);
        }
    }

    private static boolean excludedByDuckDb(byte[] file, Bytes id) {
        List<List<Object>> probe = READERS.duckDb()
                .query(
                        file,
                        "SELECT bool_and(bloom_filter_excludes) FROM parquet_bloom_probe($file, 'id', '" + id.asUtf8()
                                + "')");
        return (Boolean) probe.get(0).get(0);
    }

    private static boolean finds(BloomFilter filter, Bytes value) {
        return filter.findHash(filter.hash(binary(value)));
    }

    private static Binary binary(Bytes value) {
        return Binary.fromConstantByteArray(value.toArray());
    }

    private static List<List<Object>> rows(SplittableRandom random, int count) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of(id(random), Bytes.utf8("service-" + i % 3), key(random), (long) i));
        }
        return rows;
    }

    private static Bytes id(SplittableRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Bytes.utf8(HexFormat.of().formatHex(bytes));
    }

    private static Bytes key(SplittableRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
