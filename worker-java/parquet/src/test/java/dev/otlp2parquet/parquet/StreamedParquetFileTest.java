package dev.otlp2parquet.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.SchemaGenerator;
import dev.otlp2parquet.parquet.io.OutputFile;
import dev.otlp2parquet.parquet.io.PositionOutput;
import dev.otlp2parquet.parquet.jvm.FileInParts;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A streamed file has the bytes of one that is written in memory, appears when it is whole, and leaves nothing behind if it
 * fails. {@code -Dtest.seed=N} runs one seed again.
 */
class StreamedParquetFileTest {

    private static final int FILES = 25;
    private static final Schema SCHEMA = new Schema(
            "table", List.of(Field.int64("id", Repetition.REQUIRED, 1), Field.string("name", Repetition.OPTIONAL, 2)));

    private static final WriterOptions OPTIONS =
            WriterOptions.builder().rowGroupRows(100).build();

    @TempDir
    private Path directory;

    @Test
    void itHasTheBytesOfAFileThatIsWrittenInMemory() {
        try (Readers readers = new Readers()) {
            for (long seed : Seeds.of("streamed files", FILES)) {
                try {
                    checkBytes(readers, seed);
                } catch (Throwable e) {
                    throw new AssertionError("run it alone by -Dtest.seed=" + seed, e);
                }
            }
        }
    }

    private void checkBytes(Readers readers, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Schema schema = SchemaGenerator.schema(seed);
        WriterOptions options = WriterOptions.builder()
                .encodings(random.nextBoolean() ? EncodingProfile.COMPATIBLE : EncodingProfile.MODERN)
                .rowGroupRows(1 + random.nextInt(1 << random.nextInt(1, 12)))
                .rowGroupBytes(1 << random.nextInt(8, 24))
                .pageBytes(1 << random.nextInt(4, 20))
                .boundBytes(4 + random.nextInt(80))
                .singlePageIndexes(random.nextBoolean())
                .build();
        Codec[] codecs = Codec.values();
        Codec codec = codecs[random.nextInt(codecs.length)];
        OpenParquetFile inMemory = new ParquetFileWriter(options, Readers.compressor(codec)).open(schema);
        FileInParts output = new FileInParts(directory.resolve(seed + ".parquet"), 1 << random.nextInt(16));
        List<List<Object>> all = new ArrayList<>();
        FileDescription description;
        try (StreamedParquetFile streamed =
                new ParquetFileWriter(options, Readers.compressor(codec)).stream(schema, output)) {
            RowBatch batch = new RowBatch(schema);
            int batches = random.nextInt(5);
            for (int i = 0; i < batches; i++) {
                List<List<Object>> rows = new RowGenerator(schema, seed + 1000L * i).rows(random.nextInt(200));
                batch.reset();
                BatchFiller.append(batch, rows);
                inMemory.append(batch, RowSelection.all(batch));
                streamed.append(batch, RowSelection.all(batch));
                all.addAll(rows);
            }
            description = streamed.finish();
        }
        ParquetFile expected = inMemory.finish();
        byte[] bytes = Files.readAllBytes(output.path());
        assertArrayEquals(Arrays.copyOf(expected.array(), expected.length()), bytes);
        readers.check(schema, all, options, new ParquetFile(bytes, bytes.length, description));
    }

    @Test
    void bloomFiltersStandBehindTheRowGroupsAsInMemory() throws IOException {
        WriterOptions options = OPTIONS.toBuilder()
                .rowGroupRows(2_000)
                .bloomFilterColumns(List.of("name"))
                .build();
        FileInParts output = output();
        OpenParquetFile inMemory = new ParquetFileWriter(options, new SnappyCompressor()).open(SCHEMA);
        RowBatch batch = new RowBatch(SCHEMA);
        try (StreamedParquetFile file = new ParquetFileWriter(options, new SnappyCompressor()).stream(SCHEMA, output)) {
            for (int from = 0; from < 9_000; from += 3_000) {
                rows(batch, from, 3_000);
                file.append(batch, RowSelection.all(batch));
                inMemory.append(batch, RowSelection.all(batch));
            }
            file.finish();
        }
        ParquetFile expected = inMemory.finish();
        assertArrayEquals(Arrays.copyOf(expected.array(), expected.length()), Files.readAllBytes(output.path()));
        try (Readers readers = new Readers()) {
            List<List<Object>> found = readers.duckDb()
                    .query(
                            Files.readAllBytes(output.path()),
                            "SELECT count(*), count(bloom_filter_offset) FROM parquet_metadata($file)"
                                    + " WHERE path_in_schema = 'name'");
            // 2,000 and 1,000 rows of each batch: the smaller ones have too few names for a filter to pay.
            assertEquals(List.of(List.of(6L, 3L)), found);
        }
    }

    @Test
    void eachRowGroupLeavesBeforeTheNextIsWritten() throws IOException {
        Recording output = new Recording();
        RowBatch batch = new RowBatch(SCHEMA);
        try (StreamedParquetFile file = writer().stream(SCHEMA, output)) {
            rows(batch, 0, 350);
            file.append(batch, RowSelection.all(batch));
            assertEquals(4, output.writes.size(), "row groups of 100, 100, 100 and 50 rows");
            FileDescription description = file.finish();
            List<Long> starts = new ArrayList<>();
            // The first write has the magic number in front of the row group.
            starts.add(4L);
            long at = 0;
            for (int write : output.writes.subList(0, 3)) {
                at += write;
                starts.add(at);
            }
            assertEquals(starts, description.rowGroupOffsets());
            assertEquals(output.position, description.size());
        }
    }

    @Test
    void itAppearsWhenItIsFinished() throws IOException {
        FileInParts output = output();
        RowBatch batch = rows(new RowBatch(SCHEMA), 0, 1_000);
        try (StreamedParquetFile file = writer().stream(SCHEMA, output)) {
            file.append(batch, RowSelection.all(batch));
            assertTrue(output.parts() > 0, "parts are stored");
            assertFalse(Files.exists(output.path()), "there before it is finished");
            assertEquals(1_000, file.finish().rows());
            assertTrue(Files.exists(output.path()));
        }
        assertTrue(Files.exists(output.path()), "discarded although it is finished");
        assertEquals(0, output.discards());
    }

    @Test
    void closedBeforeItIsFinishedItIsDiscarded() throws IOException {
        FileInParts output = output();
        RowBatch batch = rows(new RowBatch(SCHEMA), 0, 1_000);
        StreamedParquetFile file = writer().stream(SCHEMA, output);
        file.append(batch, RowSelection.all(batch));
        file.close();
        assertNothingLeft(output);
        assertUnusable(file, batch);
        file.close();
    }

    @Test
    void afterAFailureOfTheOutputItCanOnlyBeClosed() throws IOException {
        int whole = bytesOf1000Rows();
        for (int failAt : new int[] {0, whole / 2, whole - 1}) {
            FileInParts output = output().failingAt(failAt);
            RowBatch batch = rows(new RowBatch(SCHEMA), 0, 1_000);
            StreamedParquetFile file = writer().stream(SCHEMA, output);
            IOException failure = assertThrows(IOException.class, () -> {
                file.append(batch, RowSelection.all(batch));
                file.finish();
            });
            assertEquals("refused at byte " + failAt, failure.getMessage());
            assertUnusable(file, batch);
            file.close();
            assertNothingLeft(output);
        }
    }

    @Test
    void afterAFailureToFinishItIsDiscarded() throws IOException {
        FileInParts output = output().failingAtTheEnd();
        RowBatch batch = rows(new RowBatch(SCHEMA), 0, 1_000);
        StreamedParquetFile file = writer().stream(SCHEMA, output);
        file.append(batch, RowSelection.all(batch));
        assertThrows(IOException.class, file::finish);
        assertUnusable(file, batch);
        file.close();
        assertEquals(1, output.discards());
        assertNothingLeft(output);
    }

    @Test
    void aBatchThatIsRefusedLeavesTheFileAsItWas() throws IOException {
        FileInParts output = output();
        RowBatch batch = rows(new RowBatch(SCHEMA), 0, 1_000);
        RowBatch other = new RowBatch(new Schema("other", List.of(Field.int64("id", Repetition.REQUIRED, 1))));
        RowBatch incomplete = new RowBatch(SCHEMA);
        incomplete.column(0).asLong().append(1);
        try (StreamedParquetFile file = writer().stream(SCHEMA, output)) {
            assertThrows(IllegalArgumentException.class, () -> file.append(other, RowSelection.all(other)));
            assertThrows(
                    IllegalStateException.class, () -> file.append(incomplete, RowSelection.of(new int[] {0}, 0, 1)));
            file.append(batch, RowSelection.all(batch));
            file.finish();
        }
        ParquetFile expected = writer().write(batch, RowSelection.all(batch));
        assertArrayEquals(Arrays.copyOf(expected.array(), expected.length()), Files.readAllBytes(output.path()));
    }

    @Test
    void anOutputThatLosesBytesIsNoticed() throws IOException {
        Recording output = new Recording();
        output.lost = 1;
        RowBatch batch = rows(new RowBatch(SCHEMA), 0, 1_000);
        try (StreamedParquetFile file = writer().stream(SCHEMA, output)) {
            IOException failure = assertThrows(IOException.class, () -> file.append(batch, RowSelection.all(batch)));
            int first = output.writes.get(0);
            assertEquals(
                    "recorded: the output is at byte " + (first - 1) + ", expected " + first, failure.getMessage());
        }
        assertTrue(output.discarded);
    }

    @Test
    void optionsThatDoNotFitTheSchemaCreateNothing() {
        FileInParts output = output();
        WriterOptions options = OPTIONS.toBuilder()
                .sortingColumns(List.of(SortingColumn.ascending(2)))
                .build();
        ParquetFileWriter writer = new ParquetFileWriter(options, new SnappyCompressor());
        assertThrows(IllegalArgumentException.class, () -> writer.stream(SCHEMA, output));
        assertNothingLeft(output);
    }

    private static void assertUnusable(StreamedParquetFile file, RowBatch batch) {
        assertThrows(IllegalStateException.class, () -> file.append(batch, RowSelection.all(batch)));
        assertThrows(IllegalStateException.class, file::finish);
    }

    private static void assertNothingLeft(FileInParts output) {
        assertFalse(Files.exists(output.path()), "the file is there");
        assertFalse(Files.exists(output.partsPath()), "parts are left");
    }

    private FileInParts output() {
        return new FileInParts(directory.resolve("file.parquet"), 512);
    }

    private static ParquetFileWriter writer() {
        return new ParquetFileWriter(OPTIONS, new SnappyCompressor());
    }

    private static int bytesOf1000Rows() {
        RowBatch batch = rows(new RowBatch(SCHEMA), 0, 1_000);
        return writer().write(batch, RowSelection.all(batch)).length();
    }

    /** Replaces a batch's rows by those of the ids from one on. */
    private static RowBatch rows(RowBatch batch, int from, int count) {
        batch.reset();
        for (int id = from; id < from + count; id++) {
            byte[] name = ("name " + id).getBytes(StandardCharsets.UTF_8);
            batch.column(0).asLong().append(id);
            batch.column(1).asBinary().append(name, 0, name.length);
        }
        return batch;
    }

    /** Sizes of the writes; says of the first that fewer bytes arrived. */
    private static final class Recording implements OutputFile, PositionOutput {

        private final List<Integer> writes = new ArrayList<>();
        private long position;
        private int lost;
        private boolean discarded;

        @Override
        public String location() {
            return "recorded";
        }

        @Override
        public PositionOutput create() {
            return this;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            writes.add(length);
            position += length - lost;
            lost = 0;
        }

        @Override
        public void finish() {}

        @Override
        public void discard() {
            discarded = true;
        }
    }
}
