package dev.otlp2parquet.parquet.schema;

/**
 * How the values of a leaf column are stored (parquet.thrift, {@code Type}). INT96 and FLOAT exist in the format but not
 * here: nothing that this library is for writes them.
 */
public enum PhysicalType {
    BOOLEAN,
    INT32,
    INT64,
    DOUBLE,
    BYTE_ARRAY,
    FIXED_LEN_BYTE_ARRAY
}
