package dev.otlp2parquet.parquet.internal.format;

/**
 * An enumeration of parquet.thrift that only the encoder knows: written as an i32. Those that are part of a schema or a codec
 * have the same method but not this type, so that public packages do not depend on an internal one.
 */
public interface ThriftEnum {

    /** Its number in parquet.thrift. */
    int thriftValue();
}
