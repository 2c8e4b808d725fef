package dev.otlp2parquet.parquet.schema;

/** The meaning of the values of a leaf column (LogicalTypes.md). Equal meanings are equal objects. */
public sealed interface LogicalType {

    /** UTF-8 text in BYTE_ARRAY. */
    LogicalType STRING = new StringText();

    /** A JSON document, UTF-8, in BYTE_ARRAY. */
    LogicalType JSON = new JsonText();

    /** Microseconds since the Unix epoch, UTC, in INT64. */
    LogicalType TIMESTAMP_MICROS = new Timestamp(TimestampUnit.MICROS);

    /** Nanoseconds since the Unix epoch, UTC, in INT64. */
    LogicalType TIMESTAMP_NANOS = new Timestamp(TimestampUnit.NANOS);

    /** LogicalTypes.md, "STRING". */
    record StringText() implements LogicalType {}

    /** LogicalTypes.md, "JSON". */
    record JsonText() implements LogicalType {}

    /** LogicalTypes.md, "TIMESTAMP", always {@code isAdjustedToUTC=true}: an instant, not a wall clock. */
    record Timestamp(TimestampUnit unit) implements LogicalType {}

    /** LogicalTypes.md, "Signed Integers" and "Unsigned Integers": 8, 16 or 32 bits in INT32, 64 bits in INT64. */
    record Int(int bits, boolean signed) implements LogicalType {
        public Int {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("INT annotation: expected 8, 16, 32 or 64 bits, found " + bits);
            }
        }
    }

    /** Units of {@link Timestamp}. */
    enum TimestampUnit {
        MICROS,
        NANOS
    }
}
