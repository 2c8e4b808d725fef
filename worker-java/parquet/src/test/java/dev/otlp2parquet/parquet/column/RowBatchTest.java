package dev.otlp2parquet.parquet.column;

import static dev.otlp2parquet.parquet.schema.Repetition.OPTIONAL;
import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowBatchTest {

    private final RowBatch batch = new RowBatch(new Schema(
            "t",
            List.of(
                    Field.int64("a", REQUIRED, 1),
                    Field.string("b", OPTIONAL, 2),
                    Field.map("m", REQUIRED, 3, Field.string("key", REQUIRED, 4), Field.int32("value", OPTIONAL, 5)),
                    Field.struct("s", OPTIONAL, 6, Field.bool("x", REQUIRED, 7)),
                    Field.fixed("f", OPTIONAL, 8, 4))));

    @Test
    void columnsMayBeBehindUntilTheBatchIsRead() {
        batch.column(0).asLong().append(1);
        batch.column(0).asLong().append(2);
        batch.column(1).appendNull();
        assertEquals(
                "b has 1 rows, a has 2",
                assertThrows(IllegalStateException.class, batch::rows).getMessage());
    }

    @Test
    void aRunStandsForItsRowsAndIsStoredOnce() {
        LongColumn column = batch.column(0).asLong();
        column.append(7);
        column.append(8);
        column.repeatLast(2);
        column.append(9);
        assertEquals(5, column.rows());
        assertEquals(3, column.slots());
        assertEquals(List.of(7L, 8L, 8L, 8L, 9L), values(column));
    }

    @Test
    void runsAndCutsAgreeWithAListOfRows() {
        for (long seed : Seeds.of("RowBatchTest", 8)) {
            Random random = new Random(seed);
            LongColumn column = batch.column(0).asLong();
            List<Long> expected = new ArrayList<>();
            column.clear();
            for (int step = 0; step < 400; step++) {
                int choice = random.nextInt(10);
                if (choice < 6) {
                    column.append(step);
                    expected.add((long) step);
                } else if (choice < 9 && !expected.isEmpty()) {
                    int times = random.nextInt(4);
                    column.repeatLast(times);
                    for (int i = 0; i < times; i++) {
                        expected.add(expected.get(expected.size() - 1));
                    }
                } else if (choice == 9) {
                    int keep = Math.max(0, expected.size() - random.nextInt(12));
                    column.truncateRows(keep);
                    expected.subList(keep, expected.size()).clear();
                }
                assertEquals(expected.size(), column.rows(), "seed " + seed + ", step " + step);
            }
            assertEquals(expected, values(column), "seed " + seed);
            for (int i = 0; i < 100 && !expected.isEmpty(); i++) {
                int row = random.nextInt(expected.size());
                assertEquals(expected.get(row), column.value(column.slotOfRow(row)), "seed " + seed);
            }
        }
    }

    @Test
    void truncateDropsWhatIsBegunAndLeavesShorterColumnsAlone() {
        appendRow(1);
        appendRow(2);
        batch.column(0).asLong().append(3);
        MapColumn map = batch.column(2).asMap();
        map.begin();
        map.key().asBinary().append("half");
        batch.column(3).asStruct().begin();

        batch.truncate(2);
        assertEquals(2, batch.rows());
        appendRow(3);
        assertEquals(3, batch.rows());
        assertEquals(3, map.key().slots());

        batch.column(0).asLong().append(4);
        batch.column(0).asLong().append(5);
        batch.truncate(4);
        assertEquals(4, batch.column(0).rows());
        assertEquals(3, batch.column(1).rows());
    }

    @Test
    void nullsThatAreCutOffDoNotComeBack() {
        ColumnBuilder column = batch.column(1);
        column.appendNull();
        column.appendNull();
        assertTrue(column.hasNulls());
        batch.truncate(0);
        column.asBinary().append("x");
        assertFalse(column.hasNulls());
        assertFalse(column.isNull(0));
    }

    @Test
    void resetForgetsRowsRunsNullsAndDictionary() {
        appendRow(1);
        batch.column(1).appendNull();
        batch.column(1).repeatLast(5);
        batch.reset();
        assertEquals(0, batch.rows());
        assertEquals(0, batch.column(1).asBinary().entries());
        appendRow(9);
        assertEquals(1, batch.rows());
        assertEquals(9, batch.column(0).asLong().value(0));
        assertFalse(batch.column(1).hasNulls());
    }

    @Test
    void aNullStructTakesASlotInItsChildren() {
        StructColumn struct = batch.column(3).asStruct();
        struct.appendNull();
        struct.begin();
        struct.child(0).asBoolean().append(true);
        struct.end();
        assertEquals(2, struct.child(0).slots());
        assertTrue(struct.child(0).asBoolean().value(1));
    }

    @Test
    void wrongUseIsRefusedAndNamesTheColumn() {
        refused("a: null in a REQUIRED column", () -> batch.column(0).appendNull());
        refused("a: nothing to repeat", () -> batch.column(0).repeatLast(1));
        refused("m.key_value.key: only top-level columns have runs of rows", () -> {
            batch.column(2).asMap().key().asBinary().append("k");
            batch.column(2).asMap().key().repeatLast(1);
        });
        batch.reset();
        refused("m: ended but not begun", () -> batch.column(2).asMap().end());
        refused("m: 1 keys but 0 values, in all maps so far", () -> {
            batch.column(2).asMap().begin();
            batch.column(2).asMap().key().asBinary().append("k");
            batch.column(2).asMap().end();
        });
        refused("m: begun twice", () -> batch.column(2).asMap().begin());
        refused("s.x has 0 slots at the end of struct 1", () -> {
            batch.column(3).asStruct().begin();
            batch.column(3).asStruct().end();
        });
        assertEquals(
                "f: expected 4 bytes, found 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> batch.column(4).asBinary().append("abc"))
                        .getMessage());
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> batch.column(0).asBinary())
                .getMessage()
                .startsWith("a is not BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY but "));
    }

    private static void refused(String message, Runnable use) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, use::run).getMessage());
    }

    private void appendRow(long number) {
        batch.column(0).asLong().append(number);
        batch.column(1).asBinary().append("text " + number);
        MapColumn map = batch.column(2).asMap();
        map.begin();
        map.key().asBinary().append("k");
        map.value().appendNull();
        map.end();
        batch.column(3).appendNull();
        batch.column(4).appendNull();
    }

    private static List<Long> values(LongColumn column) {
        List<Long> values = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            values.add(column.value(column.slotOfRow(row)));
        }
        return values;
    }
}
