package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.bloom.SplitBlockBloomFilter;

/**
 * Hashes of the distinct values of a column chunk, which become its Bloom filter: the filter's size is known only when all are.
 * One object serves all chunks of a writer.
 */
final class ChunkFilter {

    /**
     * With fewer distinct values there is no filter: the chunk itself is no larger than what a reader fetches at once, so that a
     * request for the filter costs more than reading the values.
     */
    static final int MIN_DISTINCT = 1024;

    private long[] hashes = new long[MIN_DISTINCT];
    private int size;

    void begin() {
        size = 0;
    }

    /** The hash of a distinct value; the same one twice only makes the filter larger. */
    void add(long hash) {
        if (size == hashes.length) {
            long[] larger = new long[size * 2];
            System.arraycopy(hashes, 0, larger, 0, size);
            hashes = larger;
        }
        hashes[size++] = hash;
    }

    /** A new filter of all hashes, or null if there are too few of them. */
    SplitBlockBloomFilter filter() {
        if (size < MIN_DISTINCT) {
            return null;
        }
        SplitBlockBloomFilter filter = new SplitBlockBloomFilter(size);
        for (int i = 0; i < size; i++) {
            filter.add(hashes[i]);
        }
        return filter;
    }
}
