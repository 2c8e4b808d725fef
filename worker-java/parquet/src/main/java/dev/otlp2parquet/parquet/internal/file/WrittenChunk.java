package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.bloom.SplitBlockBloomFilter;
import dev.otlp2parquet.parquet.internal.format.ColumnChunk;
import dev.otlp2parquet.parquet.internal.format.ColumnIndex;
import dev.otlp2parquet.parquet.internal.format.ColumnMetaData;
import dev.otlp2parquet.parquet.internal.format.OffsetIndex;
import java.util.List;

/**
 * A column chunk in the file, and what the end of the file says of it.
 *
 * @param columnIndex null if it cannot be written: a page has a NaN, and so no bounds
 * @param bloomFilter to be written behind the row groups, null for none
 */
public record WrittenChunk(
        ColumnMetaData metadata, ColumnIndex columnIndex, OffsetIndex offsetIndex, SplitBlockBloomFilter bloomFilter) {

    /** Objects and lists of a chunk, about. */
    private static final int CHUNK_BYTES = 768;

    /** Objects of a page in both indexes, about; the bytes of its bounds come on top. */
    private static final int PAGE_BYTES = 112;

    /** About how many bytes of memory this takes. */
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

    /** The same chunk, its Bloom filter written. */
    WrittenChunk withBloomFilterAt(ColumnChunk.Extent extent) {
        return new WrittenChunk(metadata.withBloomFilter(extent), columnIndex, offsetIndex, null);
    }
}
