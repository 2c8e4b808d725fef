package dev.otlp2parquet.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.audit.Readers;
import dev.otlp2parquet.parquet.audit.Readers.Checked;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.generate.BatchFiller;
import dev.otlp2parquet.parquet.generate.NullPattern;
import dev.otlp2parquet.parquet.generate.RowGenerator;
import dev.otlp2parquet.parquet.generate.ValuePattern;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One batch, several files: what is chosen from it, in which order, and nothing of the rest. */
class RowSelectionTest {
    private static final WriterOptions OPTIONS =
            WriterOptions.builder().rowGroupRows(700).pageBytes(2000).build();
    private static final Schema SCHEMA = new Schema(
            "rows",
            List.of(
                    Field.string("service", Repetition.REQUIRED, 1),
                    Field.timestampMicros("time", Repetition.REQUIRED, 2),
                    Field.string("body", Repetition.OPTIONAL, 3),
                    Field.map(
                            "attributes",
                            Repetition.REQUIRED,
                            4,
                            Field.string("key", Repetition.REQUIRED, 5),
                            Field.string("value", Repetition.OPTIONAL, 6)),
                    Field.float64("value", Repetition.OPTIONAL, 7)));

    @AutoClose
    private static final Readers readers = new Readers();

    private static List<List<Object>> rows;

    @BeforeAll
    static void open() {
        rows = new RowGenerator(SCHEMA, NullPattern.RANDOM, ValuePattern.FEW, 20).rows(2000);
    }

    @Test
    void aPermutationComesOutInItsOrder() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 2000).boxed().toList());
        Collections.shuffle(order, new Random(5));
        check(order.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void aSubsetComesOutAlone() {
        check(IntStream.range(0, 2000).filter(row -> row % 7 == 3).toArray());
    }

    @Test
    void aRowMayBeChosenTwice() {
        check(new int[] {5, 5, 3, 5, 1999, 0, 0});
    }

    @Test
    void aRangeComesOutAlone() {
        RowBatch batch = BatchFiller.batch(SCHEMA, rows);
        readers.check(batch, RowSelection.range(300, 1150), rows.subList(300, 1150), OPTIONS, Codec.ZSTD);
    }

    @Test
    void noRowsGiveAFileWithoutRowGroups() {
        RowBatch batch = BatchFiller.batch(SCHEMA, rows);
        Checked checked = readers.check(batch, RowSelection.range(9, 9), List.of(), OPTIONS, Codec.ZSTD);
        assertEquals(0, checked.parquetJava().rowGroups().size());
    }

    /** Statistics and dictionaries are of the rows chosen: each file is the very one that a batch of only its rows gives. */
    @Test
    void filesOfOneBatchAreThoseOfBatchesOfTheirOwn() {
        RowBatch batch = BatchFiller.batch(SCHEMA, rows);
        RowOrder order = RowOrder.of(batch, List.of(SortKey.of(0), SortKey.of(1)));
        int[] groups = order.groups(1);
        List<List<Object>> sorted = new ArrayList<>(rows);
        sorted.sort(
                Comparator.comparing((List<Object> row) -> (Bytes) row.get(0)).thenComparing(row -> (Long) row.get(1)));
        assertEquals(11, groups.length, "ten services");
        ParquetFileWriter writer = new ParquetFileWriter(OPTIONS, Readers.compressor(Codec.SNAPPY));
        for (int g = 0; g + 1 < groups.length; g++) {
            List<List<Object>> expected = sorted.subList(groups[g], groups[g + 1]);
            ParquetFile file = writer.write(batch, order.selection(groups[g], groups[g + 1]));
            Checked checked = readers.check(SCHEMA, expected, OPTIONS, file);
            RowBatch own = BatchFiller.batch(SCHEMA, expected);
            Checked alone = readers.check(own, RowSelection.all(own), expected, OPTIONS, Codec.SNAPPY);
            assertArrayEquals(alone.bytes(), checked.bytes(), "file of group " + g);
        }
    }

    private static void check(int[] selected) {
        RowBatch batch = BatchFiller.batch(SCHEMA, rows);
        List<List<Object>> expected = IntStream.of(selected).mapToObj(rows::get).toList();
        readers.check(batch, RowSelection.of(selected, 0, selected.length), expected, OPTIONS, Codec.ZSTD);
    }
}
