package dev.otlp2parquet.parquet.internal.format;

/**
 * parquet.thrift, {@code DataPageHeader}: of version 1, with levels in RLE.
 *
 * @param numValues nulls included
 */
public record DataPageHeader(int numValues, Encoding encoding) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.i32(1, numValues);
        out.enumeration(2, encoding);
        out.enumeration(3, Encoding.RLE);
        out.enumeration(4, Encoding.RLE);
    }
}
