package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.PrimitiveField;
import java.util.Arrays;

/** A column of INT32 values. */
public final class IntColumn extends ColumnBuilder {

    private static final int INITIAL = 16;

    private int[] values = new int[INITIAL];

    IntColumn(PrimitiveField field, String path, boolean topLevel) {
        super(field, path, topLevel);
    }

    public void append(int value) {
        int slot = slots();
        if (slot == values.length) {
            values = Arrays.copyOf(values, slot * 2);
        }
        values[slot] = value;
        nextSlot();
    }

    /** Returns the value of a slot; 0 if it is null. */
    public int value(int slot) {
        return values[slot];
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + slots() * 4L;
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + values.length * 4L;
    }

    @Override
    void appendAbsent() {
        append(0);
    }

    @Override
    void truncateValues(int remaining) {}

    @Override
    void clearValues() {}
}
