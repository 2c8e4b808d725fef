package dev.otlp2parquet.parquet.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.testkit.Cases;
import dev.otlp2parquet.testkit.parquet.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of 210 MB is written by a process of which the heap holds less than a third of it, and is read back whole. By day the file
 * has 90 MB, which are more than the heap, too.
 */
class LargeFileTest {

    private static final int HEAP_MIB = 64;

    /** The last row group has a thousand. */
    private static final int ROWS = Cases.count(45_000, 105_000);

    /** No codec makes the payloads smaller. */
    private static final long LEAST_SIZE = (long) ROWS * LargeRows.PAYLOAD_BYTES;

    /** Of which a reader asks by its digest. */
    private static final long ONE_ROW = ROWS / 4 * 3L + 27;

    /** What the end of the file is made from: at most 27 row groups of four chunks, with 26 Bloom filters of 4 KiB. */
    private static final long FOOTER_ROOM = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void itIsWrittenInAHeapOfOneRowGroupAndOnePart() throws Exception {
        Path path = directory.resolve("large.parquet");
        LargeFileProgram.Report report = write(path);
        assertEquals(Files.size(path), report.size());
        assertTrue(report.size() >= LEAST_SIZE, "the file has " + report.size() + " bytes");
        assertTrue(report.heap() <= (long) HEAP_MIB << 20, "the heap has " + report.heap() + " bytes");
        assertTrue(
                report.mostRetained() <= LargeFileProgram.ROW_GROUP_BYTES + FOOTER_ROOM,
                "the file retained " + report.mostRetained() + " bytes");
        assertTrue(
                report.outputRetained() <= LargeFileProgram.PART_BYTES,
                "the output retained " + report.outputRetained() + " bytes");
        checkByParquetJava(path, report.rowGroupOffsets());
        checkByDuckDb(path, report.rowGroupOffsets());
    }

    private LargeFileProgram.Report write(Path path) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeFileProgram.class.getName(),
                        path.toString(),
                        Integer.toString(ROWS))
                .redirectError(errors.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> text(errors));
        return LargeFileProgram.Report.parse(printed);
    }

    /** Every row but its digest, which DuckDB compares, and the offsets of all row groups. */
    private static void checkByParquetJava(Path path, List<Long> offsets) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(path),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            List<Long> found = new ArrayList<>();
            List<Long> rows = new ArrayList<>();
            for (BlockMetaData group : reader.getRowGroups()) {
                found.add(group.getStartingPos());
                rows.add(group.getRowCount());
            }
            assertEquals(offsets, found);
            assertEquals(rowsOfGroups(), rows);
            MessageType schema = reader.getFileMetaData().getSchema();
            MessageColumnIO io = new ColumnIOFactory().getColumnIO(schema);
            long id = 0;
            PageReadStore pages = reader.readNextRowGroup();
            while (pages != null) {
                RecordReader<Group> records = io.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    checkRow(id++, records.read());
                }
                pages = reader.readNextRowGroup();
            }
            assertEquals(ROWS, id);
        }
    }

    private static void checkRow(long id, Group row) {
        assertEquals(id, row.getLong("id", 0));
        byte[] payload = LargeRows.payload(id);
        assertArrayEquals(payload, row.getBinary("payload", 0).getBytes(), () -> "payload of row " + id);
        if (LargeRows.service(id) == null) {
            assertEquals(0, row.getFieldRepetitionCount("service"));
        } else {
            assertEquals(LargeRows.service(id), row.getString("service", 0));
        }
    }

    private static void checkByDuckDb(Path path, List<Long> offsets) {
        try (DuckDb duckDb = new DuckDb()) {
            long rows = ROWS;
            long withoutService = (rows + 6) / 7;
            assertEquals(
                    List.of(List.of(rows, rows, rows - withoutService)),
                    duckDb.query(
                            path,
                            "SELECT count(*), count(*) FILTER (id = file_row_number AND md5(payload) = digest),"
                                    + " count(*) FILTER (service = 'service-' || id % 5)"
                                    + " FROM read_parquet($file, file_row_number = true)"));
            List<List<Object>> groups = new ArrayList<>();
            for (int i = 0; i < offsets.size(); i++) {
                long rowsOfGroup = rowsOfGroups().get(i);
                // The last row group has 1,000 digests, too few for a filter to pay.
                groups.add(List.of(rowsOfGroup, offsets.get(i), rowsOfGroup == 1_000 ? 0L : 1L));
            }
            assertEquals(
                    groups,
                    duckDb.query(
                            path,
                            "SELECT any_value(row_group_num_rows), min(coalesce(dictionary_page_offset, data_page_offset)),"
                                    + " count(bloom_filter_offset) FROM parquet_metadata($file)"
                                    + " GROUP BY row_group_id ORDER BY row_group_id"));
            // The filters of all row groups say where a digest may be.
            assertEquals(
                    List.of(List.of(ONE_ROW)),
                    duckDb.query(
                            path,
                            "SELECT id FROM $file WHERE digest = '" + LargeRows.digest(LargeRows.payload(ONE_ROW))
                                    + "'"));
        }
    }

    private static List<Long> rowsOfGroups() {
        List<Long> rows = new ArrayList<>();
        for (long rest = ROWS; rest > 0; rest -= LargeFileProgram.ROW_GROUP_ROWS) {
            rows.add(Math.min(rest, LargeFileProgram.ROW_GROUP_ROWS));
        }
        return rows;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
