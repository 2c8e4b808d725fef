package dev.otlp2parquet.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.SchemaGenerator;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Files of several batches have the rows of all of them, and what is said of the file holds for all. {@code -Dtest.seed=N} runs
 * one seed again.
 */
class OpenParquetFileTest {

    private static final int FILES = 25;

    @Test
    void aFileOfSeveralBatchesIsReadBack() {
        try (Readers readers = new Readers()) {
            for (long seed : Seeds.of("open files", FILES)) {
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
        Schema schema = SchemaGenerator.schema(seed);
        WriterOptions options = WriterOptions.builder()
                .rowGroupRows(1 + random.nextInt(1 << random.nextInt(1, 12)))
                .boundBytes(4 + random.nextInt(80))
                .singlePageIndexes(random.nextBoolean())
                .build();
        Codec[] codecs = Codec.values();
        ParquetFileWriter writer =
                new ParquetFileWriter(options, Readers.compressor(codecs[random.nextInt(codecs.length)]));
        OpenParquetFile first = writer.open(schema);
        // Files of one writer may grow by turns.
        OpenParquetFile second = writer.open(schema);
        List<List<Object>> all = new ArrayList<>();
        RowBatch batch = new RowBatch(schema);
        int batches = 1 + random.nextInt(4);
        for (int i = 0; i < batches; i++) {
            List<List<Object>> rows = new RowGenerator(schema, seed + 1000L * i).rows(random.nextInt(200));
            batch.reset();
            BatchFiller.append(batch, rows);
            first.append(batch, RowSelection.all(batch));
            second.append(batch, RowSelection.all(batch));
            all.addAll(rows);
        }
        readers.check(schema, all, options, first.finish());
        readers.check(schema, all, options, second.finish());
    }

    @Test
    void ofOneBatchItHasTheBytesOfAFileThatIsWrittenAtOnce() {
        for (long seed : Seeds.of("files of one batch", 20)) {
            Schema schema = SchemaGenerator.schema(seed);
            RowBatch batch = BatchFiller.batch(schema, new RowGenerator(schema, seed).rows(100));
            ParquetFileWriter writer = new ParquetFileWriter(WriterOptions.defaults(), Readers.compressor(Codec.ZSTD));
            OpenParquetFile open = writer.open(schema);
            open.append(batch, RowSelection.all(batch));
            assertArrayEquals(bytes(writer.write(batch, RowSelection.all(batch))), bytes(open.finish()));
        }
    }

    private static byte[] bytes(ParquetFile file) {
        return Arrays.copyOf(file.array(), file.length());
    }
}
