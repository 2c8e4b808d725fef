package dev.otlp2parquet.parquet.internal.format;

import java.util.List;

/** Where a chunk's data pages lie (parquet.thrift, {@code OffsetIndex}; PageIndex.md). */
public record OffsetIndex(List<PageLocation> pageLocations) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.structs(1, pageLocations);
    }
}
