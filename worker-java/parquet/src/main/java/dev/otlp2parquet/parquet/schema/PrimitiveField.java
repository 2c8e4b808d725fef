package dev.otlp2parquet.parquet.schema;

import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * A leaf of the schema.
 *
 * @param fieldId id or {@link Field#NO_ID}
 * @param typeLength bytes of a value for FIXED_LEN_BYTE_ARRAY, else 0
 * @param logicalType meaning of the values; null if they have only the physical type
 */
public record PrimitiveField(
        String name, Repetition repetition, int fieldId, PhysicalType type, int typeLength, LogicalType logicalType)
        implements Field {

    private static final int MAX_TYPE_LENGTH = 1024;

    public PrimitiveField {
        Objects.requireNonNull(repetition, "repetition");
        Objects.requireNonNull(type, "type");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A field needs a name");
        }
        boolean fixed = type == PhysicalType.FIXED_LEN_BYTE_ARRAY;
        if (fixed ? typeLength < 1 || typeLength > MAX_TYPE_LENGTH : typeLength != 0) {
            throw new IllegalArgumentException(name + ": " + type + " cannot have the type length " + typeLength);
        }
        if (logicalType != null && type != storageOf(logicalType)) {
            throw new IllegalArgumentException(
                    name + ": " + logicalType + " is stored as " + storageOf(logicalType) + ", found " + type);
        }
    }

    private static PhysicalType storageOf(LogicalType logicalType) {
        if (logicalType instanceof LogicalType.Timestamp) {
            return PhysicalType.INT64;
        }
        if (logicalType instanceof LogicalType.Int integer) {
            return integer.bits() == 64 ? PhysicalType.INT64 : PhysicalType.INT32;
        }
        return PhysicalType.BYTE_ARRAY;
    }

    /** Returns whether the values are UTF-8 text, whose bounds are cut between characters. */
    public boolean isText() {
        return logicalType instanceof LogicalType.StringText || logicalType instanceof LogicalType.JsonText;
    }

    /** Returns whether integers are compared unsigned (LogicalTypes.md, "Unsigned Integers"). */
    public boolean isUnsigned() {
        return logicalType instanceof LogicalType.Int integer && !integer.signed();
    }

    @Override
    public PrimitiveField withFieldIds(IntUnaryOperator ids) {
        int id = fieldId == NO_ID ? NO_ID : ids.applyAsInt(fieldId);
        return new PrimitiveField(name, repetition, id, type, typeLength, logicalType);
    }
}
