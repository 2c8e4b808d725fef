package dev.otlp2parquet.parquet.internal.format;

/**
 * A data page in the offset index (parquet.thrift, {@code PageLocation}).
 *
 * @param compressedPageSize with its header
 * @param firstRowIndex in the row group
 */
public record PageLocation(long offset, int compressedPageSize, long firstRowIndex) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.i64(1, offset);
        out.i32(2, compressedPageSize);
        out.i64(3, firstRowIndex);
    }
}
