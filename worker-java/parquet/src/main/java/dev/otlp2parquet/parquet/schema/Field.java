package dev.otlp2parquet.parquet.schema;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A node of a schema: a leaf with values or a group of fields. Immutable. The factories read like a table definition.
 * Lists and maps have the 3-level shape of LogicalTypes.md, "Nested Types".
 */
public sealed interface Field permits PrimitiveField, GroupField {

    /** The {@link #fieldId()} of a field without an id. The file has no id for it. */
    int NO_ID = -1;

    String name();

    Repetition repetition();

    /** Returns the id for Iceberg and other formats with ids, or {@link #NO_ID}. */
    int fieldId();

    /**
     * Returns the same field and its children with each id replaced by {@code ids(id)}. Fields without an id keep none.
     */
    Field withFieldIds(IntUnaryOperator ids);

    static PrimitiveField bool(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.BOOLEAN, 0, null);
    }

    static PrimitiveField int32(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.INT32, 0, null);
    }

    static PrimitiveField int64(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.INT64, 0, null);
    }

    static PrimitiveField float64(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.DOUBLE, 0, null);
    }

    /** Makes a field of uninterpreted bytes. */
    static PrimitiveField binary(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.BYTE_ARRAY, 0, null);
    }

    /** Makes a field of exactly {@code length} bytes, in [1, 1024]. */
    static PrimitiveField fixed(String name, Repetition repetition, int fieldId, int length) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.FIXED_LEN_BYTE_ARRAY, length, null);
    }

    static PrimitiveField string(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.BYTE_ARRAY, 0, LogicalType.STRING);
    }

    static PrimitiveField json(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.BYTE_ARRAY, 0, LogicalType.JSON);
    }

    static PrimitiveField timestampMicros(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.INT64, 0, LogicalType.TIMESTAMP_MICROS);
    }

    static PrimitiveField timestampNanos(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, PhysicalType.INT64, 0, LogicalType.TIMESTAMP_NANOS);
    }

    /** Makes a group without annotation. With {@link Repetition#REPEATED} it is a bare repeated group. */
    static GroupField struct(String name, Repetition repetition, int fieldId, List<Field> children) {
        return new GroupField(name, repetition, fieldId, GroupAnnotation.NONE, children);
    }

    static GroupField struct(String name, Repetition repetition, int fieldId, Field... children) {
        return struct(name, repetition, fieldId, List.of(children));
    }

    /**
     * Makes a list: {@code <repetition> group name (LIST) { repeated group list { <element> } }}.
     *
     * @param element required or optional, named {@code element}
     */
    static GroupField list(String name, Repetition repetition, int fieldId, Field element) {
        GroupField repeated =
                new GroupField("list", Repetition.REPEATED, NO_ID, GroupAnnotation.NONE, List.of(element));
        return new GroupField(name, repetition, fieldId, GroupAnnotation.LIST, List.of(repeated));
    }

    /**
     * Makes a map: {@code <repetition> group name (MAP) { repeated group key_value { <key>; <value> } }}.
     *
     * @param key required, named {@code key}
     * @param value required or optional, named {@code value}
     */
    static GroupField map(String name, Repetition repetition, int fieldId, Field key, Field value) {
        GroupField repeated =
                new GroupField("key_value", Repetition.REPEATED, NO_ID, GroupAnnotation.NONE, List.of(key, value));
        return new GroupField(name, repetition, fieldId, GroupAnnotation.MAP, List.of(repeated));
    }
}
