package dev.otlp2parquet.parquet.schema;

/**
 * How the values of a leaf column are stored (parquet.thrift, {@code Type}). INT96 and FLOAT exist in the format but not
 * here: nothing that this library is for writes them.
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

    /** Whether values are byte strings, of any length or of one. */
    public boolean isByteString() {
        return this == BYTE_ARRAY || this == FIXED_LEN_BYTE_ARRAY;
    }

    /** Its number in parquet.thrift. */
    public int thriftValue() {
        return thriftValue;
    }
}
