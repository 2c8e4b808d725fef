package dev.otlp2parquet.parquet.internal.format;

/** An enumeration of parquet.thrift: written as an i32. */
public interface ThriftEnum {

    /** Its number in parquet.thrift. */
    int thriftValue();
}
