package dev.otlp2parquet.parquet.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.Collisions;
import dev.otlp2parquet.parquet.bytes.KnownSeed;
import dev.otlp2parquet.parquet.bytes.TableHash;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work is counted in steps: places of the table that a lookup finds occupied by another string. */
class SliceTableTest {

    private static final long SEED = 0x5EED_0F_7E57L;

    /** Twice: where the strings are placed again each may take as many steps once more. */
    private static final int MOST_STEPS = 2 * TableHash.STEPS_PER_LOOKUP;

    private static final int MOST_ONCE = 3 * TableHash.ALLOWANCE;

    @ParameterizedTest
    @ValueSource(longs = {0, SEED, -1, 0x7FFF_FFFF_0000_0001L})
    void stringsThatCollideUnderEverySeedTakeAFewStepsEach(long seed) {
        SliceTable table = new SliceTable(seed);
        int keys = 4000;
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < keys; i++) {
                assertEquals(i, add(table, Collisions.underAnySeed(i)));
            }
        }
        assertEquals(1, table.hashChanges());
        assertTrue(table.isDistinct());
        assertTrue(table.steps() <= (long) MOST_STEPS * keys + MOST_ONCE, table.steps() + " steps");
    }

    @Test
    void stringsThatCollideUnderAKnownSeedTakeAFewStepsEach() {
        List<byte[]> keys = KnownSeed.collisions(TableHash.quick(SEED), 1, 13, 2000);
        SliceTable table = new SliceTable(SEED);
        for (int i = 0; i < keys.size(); i++) {
            assertEquals(i, add(table, keys.get(i)));
        }
        assertEquals(1, table.hashChanges());
        assertTrue(table.steps() <= (long) MOST_STEPS * keys.size() + MOST_ONCE, table.steps() + " steps");
    }

    @Test
    void stringsThatCollideUnderTheKeyedHashTooAreGivenAnotherKey() {
        List<byte[]> keys = KnownSeed.collisions(TableHash.quick(SEED), 2, 9, 200);
        SliceTable table = new SliceTable(SEED);
        for (int i = 0; i < keys.size(); i++) {
            assertEquals(i, add(table, keys.get(i)));
        }
        assertEquals(2, table.hashChanges());
        assertTrue(table.isDistinct());
        assertTrue(table.steps() <= (long) MOST_STEPS * keys.size() + MOST_ONCE, table.steps() + " steps");
    }

    @Test
    void lookingUpIsGivenUpWhereNoHashIsLeft() {
        List<byte[]> keys = KnownSeed.collisions(TableHash.quick(SEED), 3, 6, 20);
        SliceTable table = new SliceTable(SEED);
        for (int round = 0; round < 100; round++) {
            for (byte[] key : keys) {
                add(table, key);
            }
        }
        assertFalse(table.isDistinct());
        assertEquals(TableHash.MAX_CHANGES, table.hashChanges());
        assertEquals(Utf8.decode(keys.get(0)), text(table, table.entries() - keys.size()));
        assertTrue(
                table.steps() <= 100L * keys.size() * MOST_STEPS + 4 * TableHash.ALLOWANCE, table.steps() + " steps");
    }

    @Test
    void usualStringsKeepTheQuickHash() {
        for (String pattern : new String[] {"k", "attribute.number.", "2026-11-28T10:00:00.", "{\"a\":"}) {
            SliceTable table = new SliceTable(SEED);
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 65_000; i++) {
                    byte[] key = Utf8.encode(pattern + i % 50_000);
                    table.add(key, 0, key.length);
                }
            }
            assertEquals(0, table.hashChanges(), pattern);
            assertTrue(table.steps() <= 130_000L, pattern + ": " + table.steps() + " steps");
        }
    }

    @Test
    void whichEntriesThereAreDoesNotDependOnTheSeed() {
        List<Integer> unseeded = entries(new SliceTable(0));
        assertEquals(unseeded, entries(new SliceTable(SEED)));
        assertEquals(unseeded, entries(new SliceTable(-SEED)));
        SliceTable used = new SliceTable(SEED);
        entries(used);
        used.clear();
        assertEquals(0, used.hashChanges());
        assertEquals(unseeded, entries(used));
    }

    /** Of strings that collide and others that do not, mixed. */
    private static List<Integer> entries(SliceTable table) {
        List<Integer> entries = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            entries.add(add(table, Collisions.underAnySeed((i * 31) % 3000)));
            entries.add(add(table, Utf8.encode("value " + (i * 17) % 5000)));
        }
        return entries;
    }

    private static int add(SliceTable table, byte[] value) {
        return table.add(value, 0, value.length);
    }

    private static String text(SliceTable table, int entry) {
        return Utf8.decode(table.arena(), table.start(entry), table.length(entry));
    }
}
