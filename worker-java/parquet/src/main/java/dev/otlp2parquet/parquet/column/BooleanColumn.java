package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.PrimitiveField;
import java.util.Arrays;

/** A column of BOOLEAN values. */
public final class BooleanColumn extends ColumnBuilder {

    private static final int INITIAL = 16;

    private boolean[] values = new boolean[INITIAL];

    BooleanColumn(PrimitiveField field, String path, boolean topLevel) {
        super(field, path, topLevel);
    }

    public void append(boolean value) {
        int slot = slots();
        if (slot == values.length) {
            values = Arrays.copyOf(values, slot * 2);
        }
        values[slot] = value;
        nextSlot();
    }

    /** Returns the value of a slot; false if it is null. */
    public boolean value(int slot) {
        return values[slot];
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + slots() * 1L;
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + values.length * 1L;
    }

    @Override
    void appendAbsent() {
        append(false);
    }

    @Override
    void truncateValues(int remaining) {}

    @Override
    void clearValues() {}
}
