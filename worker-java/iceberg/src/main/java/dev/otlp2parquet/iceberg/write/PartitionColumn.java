package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SingleValue;
import dev.otlp2parquet.iceberg.transform.Transform;
import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.BooleanColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of one partition field for the rows of a batch, as ordinals: equal values have equal ordinals.
 * Neighbouring rows mostly share their value, and strings their entry. So transforms run far less often than once per
 * row.
 */
final class PartitionColumn {

    private static final int UNKNOWN = -1;

    private final ColumnBuilder column;
    private final PrimitiveType type;
    private final Transform transform;
    private final List<Object> values = new ArrayList<>();

    /** A tree, because others choose the values and could choose them so that hashes collide. */
    private final Map<Object, Integer> ordinals = new TreeMap<>(PartitionColumn::compare);

    private final int[] ofSlot;
    private Object lastKey;
    private int lastOrdinal;
    private int nullOrdinal = UNKNOWN;

    /**
     * Reads nothing yet.
     *
     * @param column null if the field's source is not written: all values are null then
     * @param type of the source in the table
     */
    PartitionColumn(ColumnBuilder column, PrimitiveType type, Transform transform, int rows) {
        this.column = column;
        this.type = type;
        this.transform = transform;
        int slots = column == null ? 1 : column instanceof BinaryColumn binary ? binary.entries() : column.slots();
        ofSlot = new int[Math.max(slots, rows == 0 ? 0 : 1)];
        Arrays.fill(ofSlot, UNKNOWN);
    }

    /** Returns the ordinal of a row's value, at least 0. */
    int ordinal(int row) {
        if (column == null) {
            return ordinalOf(null);
        }
        int slot = column.slotOfRow(row);
        if (column.isNull(slot)) {
            return ordinalOf(null);
        }
        int memo = column instanceof BinaryColumn binary ? binary.entry(slot) : slot;
        if (ofSlot[memo] == UNKNOWN) {
            ofSlot[memo] = ordinalOf(transform.apply(type, source(slot)));
        }
        return ofSlot[memo];
    }

    /** Returns the value of a row. */
    Object value(int row) {
        return values.get(ordinal(row));
    }

    private int ordinalOf(Object value) {
        if (value == null) {
            if (nullOrdinal == UNKNOWN) {
                nullOrdinal = values.size();
                values.add(null);
            }
            return nullOrdinal;
        }
        Object key = value instanceof byte[] bytes ? Binary.of(bytes) : value;
        if (key.equals(lastKey)) {
            return lastOrdinal;
        }
        Integer known = ordinals.get(key);
        if (known == null) {
            known = values.size();
            ordinals.put(key, known);
            values.add(value);
        }
        lastKey = key;
        lastOrdinal = known;
        return known;
    }

    /** Compares values of a transform, all of one class. Any total order will do. */
    private static int compare(Object a, Object b) {
        if (a instanceof Integer number) {
            return Integer.compare(number, (Integer) b);
        }
        if (a instanceof Long number) {
            return Long.compare(number, (Long) b);
        }
        if (a instanceof String text) {
            return text.compareTo((String) b);
        }
        if (a instanceof Boolean bool) {
            return Boolean.compare(bool, (Boolean) b);
        }
        if (a instanceof Double number) {
            return Double.compare(number, (Double) b);
        }
        if (a instanceof Float number) {
            return Float.compare(number, (Float) b);
        }
        byte[] left = ((Binary) a).array();
        byte[] right = ((Binary) b).array();
        return Slices.compare(left, 0, left.length, right, 0, right.length);
    }

    private Object source(int slot) {
        if (column instanceof LongColumn numbers) {
            return numbers.value(slot);
        }
        if (column instanceof IntColumn numbers) {
            return SingleValue.promote(type, numbers.value(slot));
        }
        if (column instanceof DoubleColumn numbers) {
            return numbers.value(slot);
        }
        if (column instanceof BooleanColumn bools) {
            return bools.value(slot);
        }
        if (column instanceof BinaryColumn binary) {
            int entry = binary.entry(slot);
            int start = binary.entryStart(entry);
            int length = binary.entryLength(entry);
            return type.kind() == PrimitiveType.Kind.STRING
                    ? Utf8.decode(binary.entryBytes(), start, length)
                    : Arrays.copyOfRange(binary.entryBytes(), start, start + length);
        }
        throw new IllegalArgumentException(column.path() + ": no partition by a column that is not primitive");
    }
}
