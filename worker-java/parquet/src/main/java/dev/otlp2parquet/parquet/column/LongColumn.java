package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.PrimitiveField;
import java.util.Arrays;

/** A column of INT64 values. */
public final class LongColumn extends ColumnBuilder {

    private static final int INITIAL = 16;

    private long[] values = new long[INITIAL];

    LongColumn(PrimitiveField field, String path, boolean topLevel) {
        super(field, path, topLevel);
    }

    public void append(long value) {
        int slot = slots();
        if (slot == values.length) {
            values = Arrays.copyOf(values, slot * 2);
        }
        values[slot] = value;
        nextSlot();
    }

    /** Returns the value of a slot; 0 if it is null. */
    public long value(int slot) {
        return values[slot];
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + slots() * 8L;
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + values.length * 8L;
    }

    @Override
    void appendAbsent() {
        append(0L);
    }

    @Override
    void truncateValues(int remaining) {}

    @Override
    void clearValues() {}
}
