package dev.otlp2parquet.parquet.internal.format;

/** The number of pages of a type with an encoding (parquet.thrift, {@code PageEncodingStats}). */
public record PageEncodingStats(PageType pageType, Encoding encoding, int count) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.enumeration(1, pageType);
        out.enumeration(2, encoding);
        out.i32(3, count);
    }
}
