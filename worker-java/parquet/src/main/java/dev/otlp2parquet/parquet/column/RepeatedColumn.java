package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.Field;

/**
 * A bare repeated field, without LIST or MAP around it (LogicalTypes.md, "Lists", first rule of backward compatibility):
 * {@code begin()}, any number of appends to {@link #occurrence()}, {@code end()}.
 */
public final class RepeatedColumn extends RepeatingColumn {

    private final ColumnBuilder occurrence;

    RepeatedColumn(Field field, String path, boolean topLevel, long hashSeed) {
        super(field, path, topLevel);
        occurrence = once(field, path, false, hashSeed);
    }

    /** Returns the occurrences of the field, one after the other. */
    public ColumnBuilder occurrence() {
        return occurrence;
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + occurrence.bufferedBytes();
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + occurrence.retainedBytes();
    }

    @Override
    int childSlots() {
        return occurrence.slots();
    }

    @Override
    void truncateChildren(int remaining) {
        occurrence.truncateSlots(remaining);
    }

    @Override
    void clearChildren() {
        occurrence.clear();
    }
}
