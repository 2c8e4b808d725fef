package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.Field;
import java.util.Arrays;

/**
 * A column whose slots are sequences. Each slot owns a range of the children's slots. {@link #begin()} opens a
 * sequence, appends to the children add its elements, {@link #end()} closes it.
 */
public abstract sealed class RepeatingColumn extends ColumnBuilder permits ListColumn, MapColumn, RepeatedColumn {

    private static final int INITIAL = 16;

    /** Slot of the children behind the last one of each slot. */
    private int[] ends = new int[INITIAL];

    private boolean open;

    RepeatingColumn(Field field, String path, boolean topLevel) {
        super(field, path, topLevel);
    }

    /** Opens the next sequence. */
    public final void begin() {
        if (open) {
            throw new IllegalStateException(path() + ": begun twice");
        }
        open = true;
    }

    /** Closes the sequence. Its elements are the children's slots since {@link #begin()}. */
    public final void end() {
        if (!open) {
            throw new IllegalStateException(path() + ": ended but not begun");
        }
        close();
        open = false;
    }

    /** Returns the first of the children's slots that belongs to a slot. */
    public final int childFrom(int slot) {
        return slot == 0 ? 0 : ends[slot - 1];
    }

    /**
     * Returns the end of the children's slots that belong to a slot: equal to {@link #childFrom} if it is empty or
     * null.
     */
    public final int childTo(int slot) {
        return ends[slot];
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + slots() * 4L;
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + ends.length * 4L;
    }

    /** Returns the number of slots of each child. */
    abstract int childSlots();

    abstract void truncateChildren(int remaining);

    @Override
    final void appendAbsent() {
        if (open) {
            throw new IllegalStateException(path() + ": begun but not ended");
        }
        close();
    }

    @Override
    final void truncateValues(int remaining) {
        open = false;
        truncateChildren(remaining == 0 ? 0 : ends[remaining - 1]);
    }

    @Override
    final void clearValues() {
        open = false;
        clearChildren();
    }

    abstract void clearChildren();

    final boolean isOpen() {
        return open;
    }

    private void close() {
        int slot = slots();
        if (slot == ends.length) {
            ends = Arrays.copyOf(ends, slot * 2);
        }
        ends[slot] = childSlots();
        nextSlot();
    }
}
