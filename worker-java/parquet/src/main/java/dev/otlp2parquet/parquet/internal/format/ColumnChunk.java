package dev.otlp2parquet.parquet.internal.format;

/**
 * A column chunk in the footer (parquet.thrift, {@code ColumnChunk}). Its {@code file_offset} would point to a copy of
 * the metadata after the chunk. Nobody writes that copy, so it is 0.
 *
 * @param offsetIndex null for none
 * @param columnIndex null for none
 */
public record ColumnChunk(ColumnMetaData metaData, Extent offsetIndex, Extent columnIndex) implements ThriftStruct {

    /** The place of an index or a Bloom filter in the file. */
    public record Extent(long offset, int length) {}

    @Override
    public void writeFields(CompactWriter out) {
        out.i64(2, 0);
        out.struct(3, metaData);
        if (offsetIndex != null) {
            out.i64(4, offsetIndex.offset());
            out.i32(5, offsetIndex.length());
        }
        if (columnIndex != null) {
            out.i64(6, columnIndex.offset());
            out.i32(7, columnIndex.length());
        }
    }
}
