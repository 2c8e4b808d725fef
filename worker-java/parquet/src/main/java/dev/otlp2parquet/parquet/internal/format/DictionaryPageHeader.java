package dev.otlp2parquet.parquet.internal.format;

/** parquet.thrift, {@code DictionaryPageHeader}. */
public record DictionaryPageHeader(int numValues, Encoding encoding) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.i32(1, numValues);
        out.enumeration(2, encoding);
    }
}
