package dev.otlp2parquet.parquet.internal.format;

import java.util.List;

/**
 * A row group in the footer (parquet.thrift, {@code RowGroup}).
 *
 * @param totalByteSize of all pages with their headers, uncompressed
 * @param sortingColumns empty for none
 * @param fileOffset of its first page
 * @param ordinal position among the row groups; from 32,768 on it does not fit its field and is left out
 */
public record RowGroup(
        List<ColumnChunk> columns,
        long totalByteSize,
        long numRows,
        List<ThriftSortingColumn> sortingColumns,
        long fileOffset,
        long totalCompressedSize,
        int ordinal)
        implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.structs(1, columns);
        out.i64(2, totalByteSize);
        out.i64(3, numRows);
        if (!sortingColumns.isEmpty()) {
            out.structs(4, sortingColumns);
        }
        out.i64(5, fileOffset);
        out.i64(6, totalCompressedSize);
        if (ordinal <= Short.MAX_VALUE) {
            out.i16(7, ordinal);
        }
    }
}
