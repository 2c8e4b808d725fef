package dev.otlp2parquet.parquet.internal.bloom;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * A split block Bloom filter (BloomFilter.md): blocks of eight words. The upper half of a hash selects the block, the
 * lower half one bit in each of its words.
 *
 * <p>Sizes are powers of two. The specification does not require that, but the readers of Arrow C++, ClickHouse and
 * Velox do: otherwise they fail the query. A filter has 8 to 16 bits for each distinct value, so 3 % (8 bits) to 0.1 %
 * (16 bits) of other values seem to be in it.
 */
public final class SplitBlockBloomFilter {

    /** Limit of a filter in bytes. 131,072 distinct values give 3 % false positives; more values give more. */
    public static final int MAX_BYTES = 1 << 17;

    private static final int WORDS_IN_BLOCK = 8;
    private static final int MIN_BYTES = WORDS_IN_BLOCK * 4;

    private static final int SALT0 = 0x47b6137b;
    private static final int SALT1 = 0x44974d91;
    private static final int SALT2 = 0x8824ad5b;
    private static final int SALT3 = 0xa2b7289d;
    private static final int SALT4 = 0x705495c7;
    private static final int SALT5 = 0x2df1424b;
    private static final int SALT6 = 0x9efc4947;
    private static final int SALT7 = 0x5c6bfb31;

    private final int[] words;

    /**
     * Makes an empty filter.
     *
     * @param distinctValues number of values to add; decides its size, from 32 bytes to {@link #MAX_BYTES}
     */
    public SplitBlockBloomFilter(int distinctValues) {
        int bytes = MIN_BYTES;
        while (bytes < distinctValues && bytes < MAX_BYTES) {
            bytes *= 2;
        }
        words = new int[bytes / 4];
    }

    /** Returns the bytes that {@link #write} appends. */
    public int size() {
        return words.length * 4;
    }

    /** Adds the value with a hash of {@link XxHash64}. */
    public void add(long hash) {
        int blocks = words.length / WORDS_IN_BLOCK;
        int word = (int) (((hash >>> 32) * blocks) >>> 32) * WORDS_IN_BLOCK;
        int key = (int) hash;
        words[word] |= 1 << ((key * SALT0) >>> 27);
        words[word + 1] |= 1 << ((key * SALT1) >>> 27);
        words[word + 2] |= 1 << ((key * SALT2) >>> 27);
        words[word + 3] |= 1 << ((key * SALT3) >>> 27);
        words[word + 4] |= 1 << ((key * SALT4) >>> 27);
        words[word + 5] |= 1 << ((key * SALT5) >>> 27);
        words[word + 6] |= 1 << ((key * SALT6) >>> 27);
        words[word + 7] |= 1 << ((key * SALT7) >>> 27);
    }

    /** Appends the bits, words little-endian. */
    public void write(ByteSink sink) {
        int at = sink.reserve(size());
        byte[] target = sink.array();
        for (int word : words) {
            ByteSink.putInt(target, at, word);
            at += 4;
        }
        sink.advance(size());
    }
}
