package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.SchemaGenerator;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Cases;
import dev.otlp2parquet.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random schemas, rows, options and selections. {@code -Dtest.seed=N} runs one again, {@code -Dtest.seeds=N} runs N that
 * nobody has run before.
 */
class GeneratedFilesTest {
    private static final int FILES = Cases.count(100, 250);

    @Test
    void whateverIsGeneratedIsReadBack() {
        try (Readers readers = new Readers()) {
            for (long seed : Seeds.of("files", FILES)) {
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
        List<List<Object>> rows = new RowGenerator(schema, seed).rows(random.nextInt(1 << random.nextInt(10)));
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
        RowBatch batch = new RowBatch(schema);
        if (random.nextInt(3) == 0) {
            // What a batch held before must not be seen.
            BatchFiller.append(batch, new RowGenerator(schema, seed + 1).rows(random.nextInt(100)));
            batch.reset();
        }
        if (random.nextBoolean()) {
            BatchFiller.append(batch, rows);
        } else {
            BatchFiller.appendWithRuns(batch, rows);
        }
        if (random.nextInt(3) == 0) {
            // Nor what was cut off its end.
            BatchFiller.append(batch, new RowGenerator(schema, seed + 2).rows(random.nextInt(50)));
            batch.truncate(rows.size());
        }
        if (random.nextBoolean()) {
            readers.check(batch, RowSelection.all(batch), rows, options, codec);
            return;
        }
        int[] selected = random.ints(random.nextInt(rows.size() + 1), 0, Math.max(1, rows.size()))
                .toArray();
        int from = random.nextInt(selected.length + 1);
        int to = from + random.nextInt(selected.length - from + 1);
        List<List<Object>> expected = new ArrayList<>();
        for (int i = from; i < to; i++) {
            expected.add(rows.get(selected[i]));
        }
        readers.check(batch, RowSelection.of(selected, from, to), expected, options, codec);
    }
}
