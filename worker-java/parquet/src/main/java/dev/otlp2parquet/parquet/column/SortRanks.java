package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.PrimitiveField;
import java.util.Arrays;

/** A number for each row that orders as a key says of the column's values: what {@link RowOrder} compares. */
final class SortRanks {

    private SortRanks() {}

    static long[] of(ColumnBuilder column, SortKey key, int rows) {
        if (key.unit() != 1 && !(column instanceof LongColumn)) {
            throw new IllegalArgumentException(column.path() + ": only INT64 can be ordered by a quotient");
        }
        long[] slotRanks = slotRanks(column, key.unit());
        if (key.descending() || (!key.nullsFirst() && column.hasNulls())) {
            turn(column, slotRanks, key);
        }
        if (column.rows() == column.slots()) {
            return slotRanks;
        }
        long[] ranks = new long[rows];
        for (int row = 0; row < rows; row++) {
            ranks[row] = slotRanks[column.slotOfRow(row)];
        }
        return ranks;
    }

    private static long[] slotRanks(ColumnBuilder column, long unit) {
        int slots = column.slots();
        long[] ranks = new long[slots];
        boolean unsigned = column.field() instanceof PrimitiveField leaf && leaf.isUnsigned();
        if (column instanceof LongColumn longs) {
            for (int i = 0; i < slots; i++) {
                long value = unsigned ? longs.value(i) ^ Long.MIN_VALUE : longs.value(i);
                ranks[i] = unit == 1 ? value : Math.floorDiv(value, unit);
            }
        } else if (column instanceof IntColumn ints) {
            for (int i = 0; i < slots; i++) {
                ranks[i] = unsigned ? ints.value(i) & 0xFFFF_FFFFL : ints.value(i);
            }
        } else if (column instanceof BooleanColumn booleans) {
            for (int i = 0; i < slots; i++) {
                ranks[i] = booleans.value(i) ? 1 : 0;
            }
        } else if (column instanceof DoubleColumn doubles) {
            for (int i = 0; i < slots; i++) {
                // The total order of IEEE 754: -0 before 0, NaN behind infinity.
                long bits = Double.doubleToLongBits(doubles.value(i));
                ranks[i] = bits ^ ((bits >> 63) & Long.MAX_VALUE);
            }
        } else if (column instanceof BinaryColumn binary) {
            int[] entryRanks = entryRanks(binary);
            for (int i = 0; i < slots; i++) {
                int entry = binary.entry(i);
                ranks[i] = entry == BinaryColumn.NO_ENTRY ? Long.MIN_VALUE : entryRanks[entry];
            }
        } else {
            throw new IllegalArgumentException(
                    column.path() + ": rows are ordered by numbers, booleans and byte strings only");
        }
        if (column.hasNulls()) {
            makeRoomForNulls(column, ranks);
            for (int i = 0; i < slots; i++) {
                if (column.isNull(i)) {
                    ranks[i] = Long.MIN_VALUE;
                }
            }
        }
        return ranks;
    }

    /** From ascending with nulls first to what the key says. */
    private static void turn(ColumnBuilder column, long[] ranks, SortKey key) {
        boolean nulls = column.hasNulls();
        if (nulls) {
            // Numbers from 0, so that either end is free for null.
            number(ranks);
        }
        for (int i = 0; i < ranks.length; i++) {
            if (nulls && column.isNull(i)) {
                ranks[i] = key.nullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
            } else if (key.descending()) {
                ranks[i] = ~ranks[i];
            }
        }
    }

    /** Long.MIN_VALUE stands for null. Where a value has that rank too, all values are numbered anew in their order. */
    private static void makeRoomForNulls(ColumnBuilder column, long[] ranks) {
        boolean taken = false;
        for (int i = 0; i < ranks.length; i++) {
            taken |= ranks[i] == Long.MIN_VALUE && !column.isNull(i);
        }
        if (taken) {
            number(ranks);
        }
    }

    /** Numbers the distinct ranks from 0 in their order. */
    private static void number(long[] ranks) {
        long[] distinct = Arrays.copyOf(ranks, ranks.length);
        Arrays.sort(distinct);
        int count = 0;
        for (long rank : distinct) {
            if (count == 0 || distinct[count - 1] != rank) {
                distinct[count++] = rank;
            }
        }
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = Arrays.binarySearch(distinct, 0, count, ranks[i]);
        }
    }

    /** Ranks of a column's entries in unsigned byte-wise order; entries with the same bytes share one. */
    private static int[] entryRanks(BinaryColumn column) {
        int entries = column.entries();
        int[] sorted = new int[entries];
        for (int i = 0; i < entries; i++) {
            sorted[i] = i;
        }
        mergeSort(column, sorted, new int[entries], 0, entries);
        int[] ranks = new int[entries];
        int rank = 0;
        for (int i = 0; i < entries; i++) {
            if (i > 0 && column.compareEntries(sorted[i - 1], sorted[i]) != 0) {
                rank++;
            }
            ranks[sorted[i]] = rank;
        }
        return ranks;
    }

    private static void mergeSort(BinaryColumn column, int[] entries, int[] scratch, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(column, entries, scratch, from, middle);
        mergeSort(column, entries, scratch, middle, to);
        if (column.compareEntries(entries[middle - 1], entries[middle]) <= 0) {
            return;
        }
        System.arraycopy(entries, from, scratch, from, to - from);
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            if (right == to || (left < middle && column.compareEntries(scratch[left], scratch[right]) <= 0)) {
                entries[at] = scratch[left++];
            } else {
                entries[at] = scratch[right++];
            }
        }
    }
}
