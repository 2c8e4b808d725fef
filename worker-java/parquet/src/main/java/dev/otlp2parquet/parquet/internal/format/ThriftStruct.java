package dev.otlp2parquet.parquet.internal.format;

/** A structure or union of parquet.thrift. */
public interface ThriftStruct {

    /** Writes the fields that are set, by ascending id. */
    void writeFields(CompactWriter out);
}
