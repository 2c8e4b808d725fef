package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.bloom.SplitBlockBloomFilter;
import dev.otlp2parquet.parquet.internal.format.ColumnChunk;
import dev.otlp2parquet.parquet.internal.format.ColumnIndex;
import dev.otlp2parquet.parquet.internal.format.ColumnMetaData;
import dev.otlp2parquet.parquet.internal.format.OffsetIndex;

/**
 * A column chunk in the file, and what the end of the file says of it.
 *
 * @param columnIndex null if it cannot be written: a page has a NaN, and so no bounds
 * @param bloomFilter to be written behind the row groups, null for none
 */
public record WrittenChunk(
        ColumnMetaData metadata, ColumnIndex columnIndex, OffsetIndex offsetIndex, SplitBlockBloomFilter bloomFilter) {

    /** The same chunk, its Bloom filter written. */
    WrittenChunk withBloomFilterAt(ColumnChunk.Extent extent) {
        return new WrittenChunk(metadata.withBloomFilter(extent), columnIndex, offsetIndex, null);
    }
}
