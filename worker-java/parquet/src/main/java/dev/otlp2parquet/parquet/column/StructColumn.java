package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupField;

/**
 * A group without annotation: {@code begin()}, one append to each child, {@code end()}. A null struct takes a slot in
 * each child too, so struct and children have the same slot numbers.
 */
public final class StructColumn extends ColumnBuilder {

    private final ColumnBuilder[] children;
    private boolean open;

    StructColumn(GroupField field, String path, boolean topLevel, long hashSeed) {
        super(field, path, topLevel);
        children = new ColumnBuilder[field.children().size()];
        for (int i = 0; i < children.length; i++) {
            Field child = field.children().get(i);
            children[i] = of(child, path + "." + child.name(), false, hashSeed);
        }
    }

    public int childCount() {
        return children.length;
    }

    /** Returns the child at a position of the group. */
    public ColumnBuilder child(int index) {
        return children[index];
    }

    public void begin() {
        if (open) {
            throw new IllegalStateException(path() + ": begun twice");
        }
        open = true;
    }

    public void end() {
        if (!open) {
            throw new IllegalStateException(path() + ": ended but not begun");
        }
        int expected = slots() + 1;
        for (ColumnBuilder child : children) {
            if (child.slots() != expected) {
                throw new IllegalStateException(
                        child.path() + " has " + child.slots() + " slots at the end of struct " + expected);
            }
        }
        open = false;
        nextSlot();
    }

    @Override
    public long bufferedBytes() {
        long bytes = super.bufferedBytes();
        for (ColumnBuilder child : children) {
            bytes += child.bufferedBytes();
        }
        return bytes;
    }

    @Override
    long retainedBytes() {
        long bytes = super.retainedBytes();
        for (ColumnBuilder child : children) {
            bytes += child.retainedBytes();
        }
        return bytes;
    }

    @Override
    void appendAbsent() {
        if (open) {
            throw new IllegalStateException(path() + ": begun but not ended");
        }
        for (ColumnBuilder child : children) {
            child.appendAbsent();
        }
        nextSlot();
    }

    @Override
    void truncateValues(int remaining) {
        open = false;
        for (ColumnBuilder child : children) {
            child.truncateSlots(remaining);
        }
    }

    @Override
    void clearValues() {
        open = false;
        for (ColumnBuilder child : children) {
            child.clear();
        }
    }
}
