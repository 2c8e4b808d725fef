package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.GroupField;

/** A LIST (LogicalTypes.md, "Lists"): {@code begin()}, any number of appends to {@link #element()}, {@code end()}. */
public final class ListColumn extends RepeatingColumn {

    private final ColumnBuilder element;

    ListColumn(GroupField field, String path, boolean topLevel, long hashSeed) {
        super(field, path, topLevel);
        GroupField list = (GroupField) field.children().get(0);
        element = of(list.children().get(0), path + ".list.element", false, hashSeed);
    }

    /** Returns the elements of all lists, one after the other. */
    public ColumnBuilder element() {
        return element;
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + element.bufferedBytes();
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + element.retainedBytes();
    }

    @Override
    int childSlots() {
        return element.slots();
    }

    @Override
    void truncateChildren(int remaining) {
        element.truncateSlots(remaining);
    }

    @Override
    void clearChildren() {
        element.clear();
    }
}
