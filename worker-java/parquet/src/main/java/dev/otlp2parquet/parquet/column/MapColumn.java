package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.GroupField;

/**
 * A MAP (LogicalTypes.md, "Maps"): {@code begin()}, for each entry one append to {@link #key()} and one to
 * {@link #value()}, {@code end()}. The caller makes sure that the keys of a map are distinct.
 */
public final class MapColumn extends RepeatingColumn {

    private final ColumnBuilder key;
    private final ColumnBuilder value;

    MapColumn(GroupField field, String path, boolean topLevel, long hashSeed) {
        super(field, path, topLevel);
        GroupField entry = (GroupField) field.children().get(0);
        key = of(entry.children().get(0), path + ".key_value.key", false, hashSeed);
        value = of(entry.children().get(1), path + ".key_value.value", false, hashSeed);
    }

    /** Returns the keys of all maps, one after the other. */
    public ColumnBuilder key() {
        return key;
    }

    /** Returns the values of all maps, in the order of {@link #key()}. */
    public ColumnBuilder value() {
        return value;
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + key.bufferedBytes() + value.bufferedBytes();
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + key.retainedBytes() + value.retainedBytes();
    }

    @Override
    int childSlots() {
        if (key.slots() != value.slots()) {
            throw new IllegalStateException(
                    path() + ": " + key.slots() + " keys but " + value.slots() + " values, in all maps so far");
        }
        return key.slots();
    }

    @Override
    void truncateChildren(int remaining) {
        key.truncateSlots(remaining);
        value.truncateSlots(remaining);
    }

    @Override
    void clearChildren() {
        key.clear();
        value.clear();
    }
}
