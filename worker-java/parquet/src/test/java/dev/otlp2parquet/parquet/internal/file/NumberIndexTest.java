package dev.otlp2parquet.parquet.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.Collisions;
import dev.otlp2parquet.parquet.bytes.TableHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberIndexTest {

    private final NumberIndex index = new NumberIndex();

    @Test
    void keysAreNumberedByTheirFirstAppearance() {
        index.begin(0);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, index.find(i * 0x1_0000_0001L - 5_000, i));
        }
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, index.find(i * 0x1_0000_0001L - 5_000, 10_000));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x5EED_0F_7E57L, -1})
    void keysThatCollideUnderEverySeedTakeAFewStepsEach(long seed) {
        index.begin(seed);
        int keys = 65_536;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < keys; i++) {
                assertEquals(i, index.find(Collisions.numberUnderAnySeed(i), round == 0 ? i : -1));
            }
        }
        assertEquals(1, index.hashing().changes());
        long most = 2L * keys * 2 * TableHash.STEPS_PER_LOOKUP + 3 * TableHash.ALLOWANCE;
        assertTrue(index.hashing().steps() <= most, index.hashing().steps() + " steps");
    }

    @Test
    void keysThatCollideUnderAKnownSeedAreStillNumbered() {
        long seed = 0x5EED_0F_7E57L;
        TableHash known = TableHash.quick(seed);
        index.begin(seed);
        int numbered = 0;
        for (long key = 0; numbered < 1000; key++) {
            if ((known.of(key) & 0xFFF) == 0) {
                assertEquals(numbered, index.find(key, numbered));
                numbered++;
            }
        }
        assertEquals(1, index.hashing().changes());
        long most = 1000L * 2 * TableHash.STEPS_PER_LOOKUP + 3 * TableHash.ALLOWANCE;
        assertTrue(index.hashing().steps() <= most, index.hashing().steps() + " steps");
    }

    @Test
    void usualKeysKeepTheQuickHash() {
        for (long step : new long[] {1, 1000, 1_000_000, 1_000_000_007L, 1L << 32, 4096}) {
            index.begin(0);
            for (int i = 0; i < 65_000; i++) {
                assertEquals(i, index.find(1_700_000_000_000_000L + i * step, i));
            }
            assertEquals(0, index.hashing().changes(), "steps of " + step);
        }
    }

    @Test
    void nothingIsLeftOfABatchThatCollided() {
        index.begin(7);
        for (int i = 0; i < 10_000; i++) {
            index.find(Collisions.numberUnderAnySeed(i), i);
        }
        index.begin(7);
        assertEquals(0, index.hashing().changes());
        assertEquals(0, index.find(Collisions.numberUnderAnySeed(3), 0));
    }
}
