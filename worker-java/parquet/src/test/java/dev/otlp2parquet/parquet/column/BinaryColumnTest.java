package dev.otlp2parquet.parquet.column;

import static dev.otlp2parquet.parquet.schema.Repetition.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.platform.text.Utf8;
import org.junit.jupiter.api.Test;

class BinaryColumnTest {

    private final BinaryColumn column = new BinaryColumn(Field.string("c", REQUIRED, 1), "c", true, 0);

    @Test
    void equalValuesShareAnEntryHoweverManyThereAre() {
        for (int i = 0; i < 20_000; i++) {
            column.append("value " + i % 3000);
        }
        assertEquals(3000, column.entries());
        assertTrue(column.isDistinct());
        assertEquals("value 2999", text(8999));
        assertEquals(column.entry(2999), column.entry(8999));
    }

    @Test
    void lookingUpIsGivenUpWhereNearlyEveryValueIsNew() {
        for (int i = 0; i < 9000; i++) {
            column.append("value " + i);
        }
        assertFalse(column.isDistinct());
        column.append("value 0");
        assertEquals(9001, column.entries());
        assertEquals("value 0", text(9000));
        assertEquals("value 8999", text(8999));
    }

    @Test
    void anEmptyValueIsAnEntryOfLengthZero() {
        column.append("");
        column.append("x");
        column.append("");
        assertEquals(2, column.entries());
        assertEquals("", text(2));
    }

    @Test
    void aResetColumnLooksUpAgain() {
        for (int i = 0; i < 9000; i++) {
            column.append("value " + i);
        }
        column.clear();
        column.append("a");
        column.append("a");
        assertEquals(1, column.entries());
        assertTrue(column.isDistinct());
    }

    @Test
    void whatIsHeldGrowsWithTheBytesAppended() {
        long before = column.bufferedBytes();
        column.append(new byte[1000], 0, 1000);
        long once = column.bufferedBytes();
        column.append(new byte[1000], 0, 1000);
        assertTrue(once - before >= 1000, "grew by " + (once - before));
        assertEquals(4, column.bufferedBytes() - once);
    }

    private String text(int slot) {
        int entry = column.entry(slot);
        return Utf8.decode(column.entryBytes(), column.entryStart(entry), column.entryLength(entry));
    }
}
