package dev.otlp2parquet.parquet.schema;

/**
 * The storage of the values of a leaf column (parquet.thrift, {@code Type}). The format also has INT96 and FLOAT, which
 * this library does not write.
 */
public enum PhysicalType {
    BOOLEAN(0),
    INT32(1),
    INT64(2),
    DOUBLE(5),
    BYTE_ARRAY(6),
    FIXED_LEN_BYTE_ARRAY(7);

    private final int thriftValue;

    PhysicalType(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    /** Returns whether values are byte strings, of any length or of one. */
    public boolean isByteString() {
        return this == BYTE_ARRAY || this == FIXED_LEN_BYTE_ARRAY;
    }

    /** Returns the number in parquet.thrift. */
    public int thriftValue() {
        return thriftValue;
    }
}
