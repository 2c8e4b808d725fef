package dev.otlp2parquet.parquet.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NumberIndexTest {

    private final NumberIndex index = new NumberIndex();

    @Test
    void keysAreNumberedByTheirFirstAppearance() {
        index.begin();
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, index.find(i * 0x1_0000_0001L - 5_000, i));
        }
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, index.find(i * 0x1_0000_0001L - 5_000, 10_000));
        }
    }

    @Test
    void keysThatAreMadeToCollideAreGivenUpInsteadOfWalkedOver() {
        index.begin();
        int numbered = 0;
        while (numbered < 100_000 && index.find(colliding(numbered), numbered) != NumberIndex.NOT_FOUND) {
            numbered++;
        }
        assertTrue(numbered < 1_000, "every key walks over all before it");
    }

    @Test
    void nothingIsLeftOfABatchThatWasGivenUp() {
        index.begin();
        int numbered = 0;
        while (index.find(colliding(numbered), numbered) != NumberIndex.NOT_FOUND) {
            numbered++;
        }
        index.begin();
        assertEquals(0, index.find(colliding(3), 0));
    }

    /** Different longs whose halves cancel out in the hash: the low half is chosen so that the mixed int is always 0. */
    private static long colliding(int i) {
        int high = i + 1;
        int low = Integer.rotateLeft(high * 0x85EBCA6B, 15) * inverse(0x9E3779B1);
        return ((long) high << 32) | (low & 0xFFFFFFFFL);
    }

    /** The inverse of an odd int modulo 2^32, by Newton's iteration. */
    private static int inverse(int odd) {
        int inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
