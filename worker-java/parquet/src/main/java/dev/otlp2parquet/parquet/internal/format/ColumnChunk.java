package dev.otlp2parquet.parquet.internal.format;

/**
 * A column chunk in the footer (parquet.thrift, {@code ColumnChunk}). Its {@code file_offset} is that of a copy of the metadata
 * behind the chunk, which nobody writes: 0 says so.
 *
 * @param offsetIndex null for none
 * @param columnIndex null for none
 */
public record ColumnChunk(ColumnMetaData metaData, Extent offsetIndex, Extent columnIndex) implements ThriftStruct {

    /** Where an index or a Bloom filter lies in the file. */
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
