package dev.otlp2parquet.parquet.internal.format;

import java.util.List;

/**
 * What a chunk's data pages hold, an element for each in all lists (parquet.thrift, {@code ColumnIndex}; PageIndex.md).
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
