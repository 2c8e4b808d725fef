package dev.otlp2parquet.parquet.internal.format;

import java.util.List;

/**
 * The content of a chunk's data pages (parquet.thrift, {@code ColumnIndex}; PageIndex.md). Every list has one element
 * per page.
 *
 * @param minValues empty bytes for a page of nulls, as in {@code maxValues}
 * @param nanCounts null for none: only floating point has them
 */
public record ColumnIndex(
        List<Boolean> nullPages,
        List<byte[]> minValues,
        List<byte[]> maxValues,
        BoundaryOrder boundaryOrder,
        List<Long> nullCounts,
        List<Long> nanCounts)
        implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.bools(1, nullPages);
        out.binaries(2, minValues);
        out.binaries(3, maxValues);
        out.enumeration(4, boundaryOrder);
        out.i64s(5, nullCounts);
        if (nanCounts != null) {
            out.i64s(8, nanCounts);
        }
    }
}
