package dev.otlp2parquet.parquet.generate;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;

/** Every kind of leaf column that can be declared. */
public enum Types {
    BOOLEAN(PhysicalType.BOOLEAN, 0, null),
    INT32(PhysicalType.INT32, 0, null),
    INT8(PhysicalType.INT32, 0, new LogicalType.Int(8, true)),
    INT16(PhysicalType.INT32, 0, new LogicalType.Int(16, true)),
    UINT8(PhysicalType.INT32, 0, new LogicalType.Int(8, false)),
    UINT32(PhysicalType.INT32, 0, new LogicalType.Int(32, false)),
    INT64(PhysicalType.INT64, 0, null),
    UINT64(PhysicalType.INT64, 0, new LogicalType.Int(64, false)),
    TIMESTAMP_MICROS(PhysicalType.INT64, 0, LogicalType.TIMESTAMP_MICROS),
    TIMESTAMP_NANOS(PhysicalType.INT64, 0, LogicalType.TIMESTAMP_NANOS),
    DOUBLE(PhysicalType.DOUBLE, 0, null),
    STRING(PhysicalType.BYTE_ARRAY, 0, LogicalType.STRING),
    JSON(PhysicalType.BYTE_ARRAY, 0, LogicalType.JSON),
    BYTE_ARRAY(PhysicalType.BYTE_ARRAY, 0, null),
    FIXED_1(PhysicalType.FIXED_LEN_BYTE_ARRAY, 1, null),
    FIXED_16(PhysicalType.FIXED_LEN_BYTE_ARRAY, 16, null),
    FIXED_100(PhysicalType.FIXED_LEN_BYTE_ARRAY, 100, null);

    private final PhysicalType type;
    private final int length;

    @SuppressWarnings("ImmutableEnumChecker") // a sealed family of records of constants
    private final LogicalType logicalType;

    Types(PhysicalType type, int length, LogicalType logicalType) {
        this.type = type;
        this.length = length;
        this.logicalType = logicalType;
    }

    public PrimitiveField field(String name, Repetition repetition) {
        return field(name, repetition, Field.NO_ID);
    }

    public PrimitiveField field(String name, Repetition repetition, int fieldId) {
        return new PrimitiveField(name, repetition, fieldId, type, length, logicalType);
    }
}
