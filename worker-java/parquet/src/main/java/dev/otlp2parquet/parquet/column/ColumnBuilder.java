package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;

/**
 * A column being filled: a sequence of slots, one for each occurrence of the field in its parent. Only grows at its end, may be
 * cut at its end, and keeps its memory when it is reset. Not thread-safe.
 *
 * <p>Wrong use is refused with IllegalStateException: a null in a required column, a list that is not ended, a struct whose
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

    /** The builder for a field and, below it, for its children. */
    static ColumnBuilder of(Field field, String path, boolean topLevel, long hashSeed) {
        if (field.repetition() == Repetition.REPEATED) {
            return new RepeatedColumn(field, path, topLevel, hashSeed);
        }
        return once(field, path, topLevel, hashSeed);
    }

    /** The builder for one occurrence of a field, whatever its repetition. */
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

    /** Names from the top-level column down, joined by dots. */
    public final String path() {
        return path;
    }

    /**
     * Appends a slot without value.
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
     * The last slot stands for {@code times} further rows. A run is stored once, however long it is.
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

    /** Slots appended so far; a run counts as one. */
    public final int slots() {
        return slots;
    }

    /** Rows that the slots stand for: the slots, and the further rows of each run. */
    public final int rows() {
        return runs == null ? slots : slots + runs.extraRows();
    }

    /** The slot of a row in [0, {@link #rows()}); unchecked. */
    public final int slotOfRow(int row) {
        return runs == null ? row : runs.slotOf(row);
    }

    /** Whether a slot has no value; unchecked. */
    public final boolean isNull(int slot) {
        return nulls.get(slot);
    }

    public final boolean hasNulls() {
        return !nulls.isEmpty();
    }

    /** Bytes of the values held, with the children's: what a limit on memory should count. The arrays are at most about twice as large. */
    public long bufferedBytes() {
        return nulls.bytes(slots) + (runs == null ? 0 : runs.bytes());
    }

    /** Bytes of the arrays held, filled or not, with the children's: what stays when the column is reset. */
    long retainedBytes() {
        return nulls.retainedBytes() + (runs == null ? 0 : runs.retainedBytes());
    }

    /** Appends what a slot without value occupies. Ends with {@link #nextSlot()}. */
    abstract void appendAbsent();

    /** Drops the values of the slots from {@code remaining} on, and whatever is begun but not ended. */
    abstract void truncateValues(int remaining);

    /** A value of the current slot is stored: goes on to the next. */
    final void nextSlot() {
        slots++;
    }

    /** Keeps the first {@code rows} rows; a column with fewer keeps all of them. */
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

    /** Forgets all slots and keeps the memory. */
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
