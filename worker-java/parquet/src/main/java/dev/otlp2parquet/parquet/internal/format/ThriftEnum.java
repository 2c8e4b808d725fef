package dev.otlp2parquet.parquet.internal.format;

/**
 * An enumeration of parquet.thrift that only the encoder uses, written as an i32. Enumerations of schemas and codecs
 * have the same method but not this type, so that public packages do not depend on an internal one.
 */
public interface ThriftEnum {

    /** Returns the number in parquet.thrift. */
    int thriftValue();
}
