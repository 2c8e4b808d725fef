package dev.otlp2parquet.parquet.column;

import java.util.Arrays;

/**
 * Which slots of a top-level column stand for more than one row. Only those are stored: between two runs, and before the first,
 * slots and rows go side by side.
 */
final class SlotRuns {

    private static final int[] NONE = {};
    private static final int INITIAL = 8;

    /** Per run its slot and its rows [firstRow, endRow), at least two. */
    private int[] slots = NONE;

    private int[] firstRows = NONE;
    private int[] endRows = NONE;
    private int count;

    /** Rows beyond the number of slots. */
    private int extraRows;

    /** The run that the last lookup met: lookups come in nearly ascending order. */
    private int cursor;

    int extraRows() {
        return extraRows;
    }

    /** The last of {@code slotCount} slots stands for {@code times} rows more. */
    void repeatLast(int slotCount, int times) {
        int slot = slotCount - 1;
        if (count == 0 || slots[count - 1] != slot) {
            if (count == slots.length) {
                int capacity = Math.max(INITIAL, count * 2);
                slots = Arrays.copyOf(slots, capacity);
                firstRows = Arrays.copyOf(firstRows, capacity);
                endRows = Arrays.copyOf(endRows, capacity);
            }
            slots[count] = slot;
            firstRows[count] = slot + extraRows;
            endRows[count] = slot + extraRows + 1;
            count++;
        }
        endRows[count - 1] = Math.addExact(endRows[count - 1], times);
        extraRows += times;
    }

    int slotOf(int row) {
        if (count == 0 || row < firstRows[0]) {
            return row;
        }
        int run = cursor;
        if (row < firstRows[run] || (run + 1 < count && row >= firstRows[run + 1])) {
            run = find(row);
            cursor = run;
        }
        return row < endRows[run] ? slots[run] : slots[run] + 1 + row - endRows[run];
    }

    /** Keeps the first {@code rows} rows, fewer than there are, and returns how many slots remain. */
    int truncate(int rows) {
        int remaining = rows == 0 ? 0 : slotOf(rows - 1) + 1;
        while (count > 0 && firstRows[count - 1] >= rows) {
            dropLast();
        }
        if (count > 0 && endRows[count - 1] > rows) {
            extraRows -= endRows[count - 1] - rows;
            endRows[count - 1] = rows;
            if (rows - firstRows[count - 1] == 1) {
                dropLast();
            }
        }
        cursor = 0;
        return remaining;
    }

    void clear() {
        count = 0;
        extraRows = 0;
        cursor = 0;
    }

    long bytes() {
        return count * 12L;
    }

    long retainedBytes() {
        return slots.length * 12L;
    }

    private void dropLast() {
        count--;
        extraRows -= endRows[count] - firstRows[count] - 1;
    }

    private int find(int row) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstRows[middle] <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
