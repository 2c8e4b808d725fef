package dev.otlp2parquet.parquet.internal.format;

import java.util.List;

/** The places of a chunk's data pages (parquet.thrift, {@code OffsetIndex}; PageIndex.md). */
public record OffsetIndex(List<PageLocation> pageLocations) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.structs(1, pageLocations);
    }
}
