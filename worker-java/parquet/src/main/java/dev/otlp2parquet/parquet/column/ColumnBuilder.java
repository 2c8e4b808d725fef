package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;

/**
 * A column in progress: a sequence of slots, one for each occurrence of the field in its parent. Slots are appended,
 * and removed from the end. A reset keeps the memory. Not thread-safe.
 *
 * <p>Wrong use throws an IllegalStateException: a null in a required column, a list that is not ended, a struct whose
 * children did not get one slot each.
 */
public abstract sealed class ColumnBuilder
        permits BooleanColumn, IntColumn, LongColumn, DoubleColumn, BinaryColumn, StructColumn, RepeatingColumn {

    private final Field field;
    private final String path;
    private final boolean nullable;
    private final SlotRuns runs;
    private final NullMask nulls = new NullMask();
    private int slots;

    ColumnBuilder(Field field, String path, boolean topLevel) {
        this.field = field;
        this.path = path;
        this.nullable = field.repetition() == Repetition.OPTIONAL;
        this.runs = topLevel ? new SlotRuns() : null;
    }

    /** Makes the builder of a field and of its children. */
    static ColumnBuilder of(Field field, String path, boolean topLevel, long hashSeed) {
        if (field.repetition() == Repetition.REPEATED) {
            return new RepeatedColumn(field, path, topLevel, hashSeed);
        }
        return once(field, path, topLevel, hashSeed);
    }

    /** Makes the builder of one occurrence of a field, whatever its repetition. */
    static ColumnBuilder once(Field field, String path, boolean topLevel, long hashSeed) {
        if (field instanceof PrimitiveField primitive) {
            return switch (primitive.type()) {
                case BOOLEAN -> new BooleanColumn(primitive, path, topLevel);
                case INT32 -> new IntColumn(primitive, path, topLevel);
                case INT64 -> new LongColumn(primitive, path, topLevel);
                case DOUBLE -> new DoubleColumn(primitive, path, topLevel);
                case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new BinaryColumn(primitive, path, topLevel, hashSeed);
            };
        }
        GroupField group = (GroupField) field;
        if (group.annotation() == GroupAnnotation.LIST) {
            return new ListColumn(group, path, topLevel, hashSeed);
        }
        if (group.annotation() == GroupAnnotation.MAP) {
            return new MapColumn(group, path, topLevel, hashSeed);
        }
        return new StructColumn(group, path, topLevel, hashSeed);
    }

    public final Field field() {
        return field;
    }

    /** Returns the names from the top-level column down, joined by dots. */
    public final String path() {
        return path;
    }

    /**
     * Appends a slot without a value.
     *
     * @throws IllegalStateException if the field is not optional
     */
    public final void appendNull() {
        if (!nullable) {
            throw new IllegalStateException(path + ": null in a " + field.repetition() + " column");
        }
        nulls.set(slots);
        appendAbsent();
    }

    /**
     * Makes the last slot stand for {@code times} further rows. A run is stored once, however long it is.
     *
     * @param times at least 0
     * @throws IllegalStateException if the column is empty or not a top-level one
     */
    public final void repeatLast(int times) {
        if (runs == null) {
            throw new IllegalStateException(path + ": only top-level columns have runs of rows");
        }
        if (times < 0) {
            throw new IllegalArgumentException(path + ": cannot repeat " + times + " times");
        }
        if (slots == 0) {
            throw new IllegalStateException(path + ": nothing to repeat");
        }
        if (times > 0) {
            runs.repeatLast(slots, times);
        }
    }

    /** Returns the number of slots. A run counts as one. */
    public final int slots() {
        return slots;
    }

    /** Returns the number of rows: the slots, and the further rows of each run. */
    public final int rows() {
        return runs == null ? slots : slots + runs.extraRows();
    }

    /** Returns the slot of a row in [0, {@link #rows()}). Unchecked. */
    public final int slotOfRow(int row) {
        return runs == null ? row : runs.slotOf(row);
    }

    /** Returns whether a slot has no value. Unchecked. */
    public final boolean isNull(int slot) {
        return nulls.get(slot);
    }

    public final boolean hasNulls() {
        return !nulls.isEmpty();
    }

    /**
     * Returns the bytes of the values of this column and its children, for limits on memory. The arrays are at most
     * about twice as large.
     */
    public long bufferedBytes() {
        return nulls.bytes(slots) + (runs == null ? 0 : runs.bytes());
    }

    /** Returns the bytes of the arrays of this column and its children, filled or not. A reset keeps them. */
    long retainedBytes() {
        return nulls.retainedBytes() + (runs == null ? 0 : runs.retainedBytes());
    }

    /** Appends the storage of a slot without a value. Ends with {@link #nextSlot()}. */
    abstract void appendAbsent();

    /** Removes the values of the slots from {@code remaining} on, and anything begun but not ended. */
    abstract void truncateValues(int remaining);

    /** Moves to the next slot after the value of the current one is stored. */
    final void nextSlot() {
        slots++;
    }

    /** Keeps the first {@code rows} rows. A column with fewer keeps all of them. */
    final void truncateRows(int rows) {
        if (rows >= rows()) {
            truncateSlots(slots);
        } else {
            truncateSlots(runs == null ? rows : runs.truncate(rows));
        }
    }

    final void truncateSlots(int remaining) {
        nulls.clear(remaining, slots);
        slots = remaining;
        truncateValues(remaining);
    }

    /** Removes all slots and keeps the memory. */
    final void clear() {
        if (runs != null) {
            runs.clear();
        }
        nulls.clear();
        slots = 0;
        clearValues();
    }

    abstract void clearValues();

    public final BooleanColumn asBoolean() {
        if (this instanceof BooleanColumn column) {
            return column;
        }
        throw notA("BOOLEAN");
    }

    public final IntColumn asInt() {
        if (this instanceof IntColumn column) {
            return column;
        }
        throw notA("INT32");
    }

    public final LongColumn asLong() {
        if (this instanceof LongColumn column) {
            return column;
        }
        throw notA("INT64");
    }

    public final DoubleColumn asDouble() {
        if (this instanceof DoubleColumn column) {
            return column;
        }
        throw notA("DOUBLE");
    }

    public final BinaryColumn asBinary() {
        if (this instanceof BinaryColumn column) {
            return column;
        }
        throw notA("BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY");
    }

    public final StructColumn asStruct() {
        if (this instanceof StructColumn column) {
            return column;
        }
        throw notA("a group");
    }

    public final ListColumn asList() {
        if (this instanceof ListColumn column) {
            return column;
        }
        throw notA("a LIST");
    }

    public final MapColumn asMap() {
        if (this instanceof MapColumn column) {
            return column;
        }
        throw notA("a MAP");
    }

    public final RepeatedColumn asRepeated() {
        if (this instanceof RepeatedColumn column) {
            return column;
        }
        throw notA("REPEATED");
    }

    private IllegalArgumentException notA(String expected) {
        // Not the field itself: its text would bring that of every record and number into a compiled program.
        String kind = field instanceof PrimitiveField ? " primitive" : " group";
        return new IllegalArgumentException(path + " is not " + expected + " but a " + field.repetition() + kind);
    }
}
