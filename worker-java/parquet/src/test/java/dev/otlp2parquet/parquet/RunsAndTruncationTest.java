package dev.otlp2parquet.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.NullPattern;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.ValuePattern;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Seeds;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs of a repeated value, and rows that are dropped again, as they come out in a file. */
class RunsAndTruncationTest {
    private static final Schema SCHEMA = new Schema(
            "rows",
            List.of(
                    Field.int64("number", Repetition.REQUIRED, 1),
                    Field.string("context", Repetition.OPTIONAL, 2),
                    Field.map(
                            "attributes",
                            Repetition.OPTIONAL,
                            3,
                            Field.string("key", Repetition.REQUIRED, 4),
                            Field.string("value", Repetition.OPTIONAL, 5))));
    private static final WriterOptions OPTIONS =
            WriterOptions.builder().rowGroupRows(100).pageBytes(128).build();

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
    void aRunStandsForItsRows() {
        RowBatch batch = new RowBatch(SCHEMA);
        for (long i = 0; i < 7; i++) {
            batch.column(0).asLong().append(i);
        }
        BatchFiller.append(batch.column(1), Bytes.utf8("a"));
        batch.column(1).repeatLast(2);
        batch.column(1).appendNull();
        batch.column(1).repeatLast(1);
        batch.column(1).repeatLast(0);
        batch.column(1).repeatLast(1);
        BatchFiller.append(batch.column(1), Bytes.utf8("b"));
        BatchFiller.append(batch.column(2), List.of(entry("k", "v"), entry("n", null)));
        batch.column(2).repeatLast(6);
        assertEquals(7, batch.rows());

        Object map = List.of(entry("k", "v"), entry("n", null));
        List<List<Object>> expected = new ArrayList<>();
        String[] contexts = {"a", "a", "a", null, null, null, "b"};
        for (int i = 0; i < 7; i++) {
            expected.add(Arrays.asList((long) i, contexts[i] == null ? null : Bytes.utf8(contexts[i]), map));
        }
        readers.check(batch, RowSelection.all(batch), expected, OPTIONS, Codec.UNCOMPRESSED);
    }

    @Test
    void aRunOfAMillionRowsIsHeldInAFewBytes() {
        RowBatch batch = new RowBatch(SCHEMA);
        batch.column(0).asLong().append(1);
        BatchFiller.append(batch.column(1), Bytes.utf8("context"));
        BatchFiller.append(batch.column(2), List.of(entry("k", "v")));
        for (int i = 0; i < 3; i++) {
            batch.column(i).repeatLast(999_999);
        }
        assertEquals(1_000_000, batch.rows());
        assertTrue(batch.bufferedBytes() < 1000, batch.bufferedBytes() + " bytes");
    }

    @Test
    void aFileOfRunsIsThatOfSingleValues() {
        List<List<Object>> rows = new RowGenerator(SCHEMA, NullPattern.RUNS, ValuePattern.CONSTANT, 4).rows(500);
        RowBatch single = BatchFiller.batch(SCHEMA, rows);
        RowBatch runs = BatchFiller.batchWithRuns(SCHEMA, rows);
        byte[] expected = readers.check(single, RowSelection.all(single), rows, OPTIONS, Codec.SNAPPY)
                .bytes();
        assertArrayEquals(
                expected,
                readers.check(runs, RowSelection.all(runs), rows, OPTIONS, Codec.SNAPPY)
                        .bytes());
    }

    @Test
    void appendingGoesOnAfterTruncationAnywhere() {
        for (long seed : Seeds.of("truncation", 60)) {
            SplittableRandom random = new SplittableRandom(seed);
            List<List<Object>> rows = new ArrayList<>();
            RowBatch batch = new RowBatch(SCHEMA);
            for (int step = 0; step < 6; step++) {
                List<List<Object>> more = new RowGenerator(SCHEMA, random.nextLong()).rows(random.nextInt(60));
                if (random.nextBoolean()) {
                    BatchFiller.append(batch, more);
                } else {
                    BatchFiller.appendWithRuns(batch, more);
                }
                rows.addAll(more);
                int kept = random.nextInt(rows.size() + 1);
                batch.truncate(kept);
                rows = new ArrayList<>(rows.subList(0, kept));
                assertEquals(kept, batch.rows(), "seed " + seed);
            }
            try {
                readers.check(batch, RowSelection.all(batch), rows, OPTIONS, Codec.ZSTD);
            } catch (Throwable e) {
                throw new AssertionError("run it alone by -Dtest.seed=" + seed, e);
            }
        }
    }

    @Test
    void whatIsBegunButNotEndedIsDroppedByTruncation() {
        RowBatch batch = new RowBatch(SCHEMA);
        List<Object> row = List.of(1L, Bytes.utf8("a"), List.of(entry("k", "v")));
        BatchFiller.append(batch, List.of(row));
        batch.column(0).asLong().append(2);
        batch.column(2).asMap().begin();
        BatchFiller.append(batch.column(2).asMap().key(), Bytes.utf8("half"));
        batch.truncate(1);
        BatchFiller.append(batch, List.of(row));
        readers.check(batch, RowSelection.all(batch), List.of(row, row), OPTIONS, Codec.ZSTD);
    }

    @Test
    void columnsBehindTheOthersKeepTheirRows() {
        RowBatch batch = new RowBatch(SCHEMA);
        batch.column(0).asLong().append(1);
        batch.column(0).asLong().append(2);
        batch.truncate(1);
        BatchFiller.append(batch.column(1), Bytes.utf8("late"));
        batch.column(2).appendNull();
        readers.check(
                batch,
                RowSelection.all(batch),
                List.of(Arrays.asList(1L, Bytes.utf8("late"), null)),
                OPTIONS,
                Codec.ZSTD);
    }

    @Test
    void aBatchWhoseColumnsDisagreeIsNotWritten() {
        RowBatch batch = new RowBatch(SCHEMA);
        batch.column(0).asLong().append(1);
        batch.column(1).appendNull();
        ParquetFileWriter writer = new ParquetFileWriter(OPTIONS, Readers.compressor(Codec.ZSTD));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> writer.write(batch, RowSelection.range(0, 1)));
        assertTrue(refused.getMessage().contains("attributes"), refused.getMessage());
    }

    @Test
    void wrongUseOfABuilderIsRefused() {
        RowBatch batch = new RowBatch(SCHEMA);
        assertThrows(IllegalStateException.class, () -> batch.column(0).appendNull());
        assertThrows(IllegalStateException.class, () -> batch.column(0).repeatLast(1));
        assertThrows(IllegalArgumentException.class, () -> batch.column(0).asInt());
        assertThrows(IllegalStateException.class, () -> batch.column(2).asMap().end());
        batch.column(2).asMap().begin();
        assertThrows(IllegalStateException.class, () -> batch.column(2).asMap().begin());
        assertThrows(IllegalStateException.class, () -> batch.column(2).appendNull());
        BatchFiller.append(batch.column(2).asMap().key(), Bytes.utf8("key without value"));
        assertThrows(IllegalStateException.class, () -> batch.column(2).asMap().end());
        assertThrows(
                IllegalStateException.class, () -> batch.column(2).asMap().key().repeatLast(1));
        assertThrows(IllegalArgumentException.class, () -> batch.truncate(-1));
    }

    private static Entry entry(String key, String value) {
        return new Entry(Bytes.utf8(key), value == null ? null : Bytes.utf8(value));
    }
}
