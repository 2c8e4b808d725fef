package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.bloom.SplitBlockBloomFilter;
import dev.otlp2parquet.parquet.internal.format.ColumnChunk;
import dev.otlp2parquet.parquet.internal.format.ColumnIndex;
import dev.otlp2parquet.parquet.internal.format.ColumnMetaData;
import dev.otlp2parquet.parquet.internal.format.OffsetIndex;
import java.util.List;

/**
 * A written column chunk, and its metadata for the end of the file.
 *
 * @param columnIndex null if it cannot be written, because a page has a NaN and so no bounds
 * @param bloomFilter written after the row groups; null for none
 */
public record WrittenChunk(
        ColumnMetaData metadata, ColumnIndex columnIndex, OffsetIndex offsetIndex, SplitBlockBloomFilter bloomFilter) {

    /** Objects and lists of a chunk, about. */
    private static final int CHUNK_BYTES = 768;

    /** Objects of a page in both indexes, about; the bytes of its bounds come on top. */
    private static final int PAGE_BYTES = 112;

    /** Returns roughly the bytes of memory that this object takes. */
    long retainedBytes() {
        long bytes =
                CHUNK_BYTES + (long) PAGE_BYTES * offsetIndex.pageLocations().size();
        if (columnIndex != null) {
            bytes += lengthOf(columnIndex.minValues()) + lengthOf(columnIndex.maxValues());
        }
        if (bloomFilter != null) {
            bytes += bloomFilter.size();
        }
        return bytes;
    }

    private static long lengthOf(List<byte[]> bounds) {
        long bytes = 0;
        for (byte[] bound : bounds) {
            bytes += bound.length;
        }
        return bytes;
    }

    /** Returns the same chunk with the place of its Bloom filter. */
    WrittenChunk withBloomFilterAt(ColumnChunk.Extent extent) {
        return new WrittenChunk(metadata.withBloomFilter(extent), columnIndex, offsetIndex, null);
    }
}
