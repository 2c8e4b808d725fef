package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.encoding.RleBitPackingHybridEncoder;
import java.util.Arrays;

/**
 * The dictionary of a column chunk as its values see it: an index for each value, counted from 0 by first use (Encodings.md,
 * "Dictionary Encoding"). The distinct values themselves stay with {@link LeafValues}. One object serves all chunks of a writer.
 */
final class ChunkDictionary {

    private int[] indexes = new int[1024];

    /** For each distinct value what {@link LeafValues} finds it by: its token for numbers, its entry for byte strings. */
    private long[] tokens = new long[64];

    private int values;
    private int size;
    private int runs;
    private long plainBytes;

    void begin(int valueCount) {
        if (valueCount > indexes.length) {
            indexes = new int[valueCount];
        }
        values = 0;
        size = 0;
        runs = 0;
        plainBytes = 0;
    }

    /** A distinct value more; returns its index. */
    int addDistinct(long token, int plainSize) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size] = token;
        plainBytes += plainSize;
        return size++;
    }

    /** The index of the next value. */
    void add(int index) {
        if (values == 0 || indexes[values - 1] != index) {
            runs++;
        }
        indexes[values++] = index;
    }

    int[] indexes() {
        return indexes;
    }

    /** Number of distinct values. */
    int size() {
        return size;
    }

    long token(int index) {
        return tokens[index];
    }

    /** Bits of an index. */
    int width() {
        return RleBitPackingHybridEncoder.width(size - 1);
    }

    /** Bytes of the dictionary page. */
    long plainBytes() {
        return plainBytes;
    }

    /** About what the indexes take: packed, or as runs where they are few. */
    long indexBytes() {
        int width = width();
        long packed = (long) values * width / 8 + 2;
        long asRuns = runs * (2L + (width + 7) / 8);
        return Math.min(packed, asRuns);
    }
}
