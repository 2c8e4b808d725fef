package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.parquet.bytes.TableHash;
import java.util.Arrays;

/**
 * Byte strings one behind the other in one array, found again by an open-addressing table as long as that pays. An entry is
 * the number of a string, in order of its first appearance.
 *
 * <p>Hashes are ints: the multiplication of longs is what makes hashing slow in Wasm (0.34 of the JVM's speed). Which entries there are does not
 * depend on their seed, or files would.
 */
final class SliceTable {

    private static final int INITIAL_ENTRIES = 16;
    private static final int INITIAL_ARENA = 256;

    /** Below this number of entries interning is not given up. */
    private static final int TRIAL_ENTRIES = 4096;

    private byte[] arena = new byte[INITIAL_ARENA];

    /** Entry e is arena[starts[e], starts[e + 1]). */
    private int[] starts = new int[INITIAL_ENTRIES + 1];

    private int[] hashes = new int[INITIAL_ENTRIES];
    private int entries;

    /** Entry + 1, or 0 for a free place; a power of two at least twice the number of entries. */
    private int[] table = new int[INITIAL_ENTRIES * 2];

    private final TableHash hashing;
    private boolean interning = true;
    private int lookups;

    /** @param hashSeed random where the strings come from outside; the entries do not depend on it */
    SliceTable(long hashSeed) {
        hashing = TableHash.quick(hashSeed);
    }

    int entries() {
        return entries;
    }

    /** Whether no two entries hold the same bytes: true until interning is given up. */
    boolean isDistinct() {
        return interning;
    }

    byte[] arena() {
        return arena;
    }

    int start(int entry) {
        return starts[entry];
    }

    int length(int entry) {
        return starts[entry + 1] - starts[entry];
    }

    /** The strings, and 16 bytes for each: start, hash and two places of the table, which is kept when interning is given up. */
    long bytes() {
        return starts[entries] + entries * 16L;
    }

    long retainedBytes() {
        return arena.length + (starts.length + hashes.length + table.length) * 4L;
    }

    /** Whether {@code entry} is one, of these bytes; a hit counts as a lookup that found something. */
    boolean isEntry(int entry, byte[] source, int offset, int length) {
        if (entry < 0 || entry >= entries || length(entry) != length) {
            return false;
        }
        // Values of one attribute often differ only at their end.
        if (length > 0 && arena[starts[entry + 1] - 1] != source[offset + length - 1]) {
            return false;
        }
        if (!Slices.equal(arena, starts[entry], length, source, offset, length)) {
            return false;
        }
        lookups++;
        return true;
    }

    /** The entry of a slice, copied if it is new or if interning was given up. */
    int add(byte[] source, int offset, int length) {
        if (!interning) {
            return append(source, offset, length, 0);
        }
        lookups++;
        int hash = hashing.of(source, offset, length);
        int mask = table.length - 1;
        int place = hash & mask;
        int steps = 0;
        while (table[place] != 0) {
            int entry = table[place] - 1;
            if (hashes[entry] == hash && Slices.equal(arena, starts[entry], length(entry), source, offset, length)) {
                if (steps > 0 && !hashing.stepped(steps, lookups)) {
                    placeAgain();
                }
                return entry;
            }
            place = (place + 1) & mask;
            steps++;
        }
        int entry = append(source, offset, length, hash);
        table[place] = entry + 1;
        if (steps > 0 && !hashing.stepped(steps, lookups)) {
            placeAgain();
        }
        if (entries * 2 > table.length) {
            growOrGiveUp();
        }
        return entry;
    }

    /** The strings are made to collide: places all of them by another hash, and gives interning up where that does not help. */
    private void placeAgain() {
        while (hashing.change(lookups)) {
            if (placeByHash()) {
                hashing.changed(lookups);
                return;
            }
        }
        interning = false;
    }

    private boolean placeByHash() {
        Arrays.fill(table, 0);
        int mask = table.length - 1;
        for (int entry = 0; entry < entries; entry++) {
            hashes[entry] = hashing.of(arena, starts[entry], length(entry));
            int steps = 0;
            int place = hashes[entry] & mask;
            while (table[place] != 0) {
                place = (place + 1) & mask;
                steps++;
            }
            table[place] = entry + 1;
            if (!hashing.stepped(steps, lookups + entry)) {
                return false;
            }
        }
        return true;
    }

    /** Places that lookups found occupied by other strings, since the table was last empty. */
    long steps() {
        return hashing.steps();
    }

    /** How often another hash was taken since the table was last empty. */
    int hashChanges() {
        return hashing.changes();
    }

    void clear() {
        entries = 0;
        lookups = 0;
        interning = true;
        hashing.reset();
        // A larger one would put off giving up, and the same values would give another file than in a new batch.
        table = new int[INITIAL_ENTRIES * 2];
    }

    private int append(byte[] source, int offset, int length, int hash) {
        int entry = entries;
        int from = starts[entry];
        int to = from + length;
        if (to < 0) {
            throw new IllegalStateException("A column cannot hold more than 2 GiB of bytes");
        }
        if (to > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(to, arena.length > Integer.MAX_VALUE / 2 ? to : arena.length * 2));
        }
        if (entry == hashes.length) {
            hashes = Arrays.copyOf(hashes, entry * 2);
            starts = Arrays.copyOf(starts, entry * 2 + 1);
        }
        System.arraycopy(source, offset, arena, from, length);
        starts[entry + 1] = to;
        hashes[entry] = hash;
        entries = entry + 1;
        return entry;
    }

    /** Nearly every value new: a dictionary will not be written, so looking values up is work for nothing. */
    private void growOrGiveUp() {
        if (!interning) {
            return;
        }
        if (entries >= TRIAL_ENTRIES && entries > lookups - lookups / 4) {
            interning = false;
            return;
        }
        int[] larger = new int[table.length * 2];
        int mask = larger.length - 1;
        for (int entry = 0; entry < entries; entry++) {
            int place = hashes[entry] & mask;
            while (larger[place] != 0) {
                place = (place + 1) & mask;
            }
            larger[place] = entry + 1;
        }
        table = larger;
    }
}
