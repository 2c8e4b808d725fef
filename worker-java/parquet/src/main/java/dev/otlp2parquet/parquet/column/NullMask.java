package dev.otlp2parquet.parquet.column;

import java.util.Arrays;

/** The slots of a column that are null, one bit each; holds nothing until there is one. */
final class NullMask {

    private static final long[] NONE = {};

    private long[] words = NONE;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    boolean get(int slot) {
        int word = slot >>> 6;
        return word < words.length && (words[word] & (1L << slot)) != 0;
    }

    /** Marks a slot that is not marked yet. */
    void set(int slot) {
        int word = slot >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
        }
        words[word] |= 1L << slot;
        count++;
    }

    /** Unmarks the slots in [from, to). */
    void clear(int from, int to) {
        if (count == 0) {
            return;
        }
        for (int slot = from; slot < to; slot++) {
            if (get(slot)) {
                words[slot >>> 6] &= ~(1L << slot);
                count--;
            }
        }
    }

    void clear() {
        if (count != 0) {
            Arrays.fill(words, 0L);
            count = 0;
        }
    }

    long retainedBytes() {
        return words.length * 8L;
    }

    /** Bytes for the bits of {@code slots} slots; nothing while none is null. */
    long bytes(int slots) {
        return count == 0 ? 0 : (slots + 63L) / 64 * 8;
    }
}
