package dev.otlp2parquet.parquet.bytes;

/**
 * The hash function of one open-addressing table. It defends itself against input that is made to collide.
 *
 * <p>The first function is a quick one of the seed. The table reports its steps over occupied places. If there are many
 * more than chance explains, {@link #change} switches to a keyed function, or to its next key, and the table places its
 * entries again. Nobody can make collisions of a keyed function without knowing the seed. After {@value #MAX_CHANGES}
 * changes the table must do without lookups. So a table takes a bounded number of steps per key for any keys:
 * {@link #STEPS_PER_LOOKUP} for each function, and the same again where the entries are placed again.
 *
 * <p>The seed changes only how quickly the table finds an entry, not what it finds.
 */
public final class TableHash {

    /** Accepted steps per lookup. Random keys take 1.5 in a table that is half full. */
    public static final int STEPS_PER_LOOKUP = 8;

    /** Further steps for all lookups together, so that chance in a small table changes nothing. */
    public static final int ALLOWANCE = 256;

    /** Changes after the first function. Neither chance nor anybody who does not know the seed exhausts them. */
    public static final int MAX_CHANGES = 2;

    private final long seed;
    private final boolean keyedFromTheStart;

    private boolean keyed;
    private int k0;
    private int k1;
    private int changes;

    /** Since the last change. */
    private long steps;

    /** Number of lookups at the last change. */
    private long lookupsBefore;

    private long allSteps;

    private TableHash(long seed, boolean keyedFromTheStart) {
        this.seed = seed;
        this.keyedFromTheStart = keyedFromTheStart;
        reset();
    }

    /**
     * Makes a hash that begins with the quick function, for tables on hot paths.
     *
     * @param seed random if the keys come from outside
     */
    public static TableHash quick(long seed) {
        return new TableHash(seed, false);
    }

    /** Makes a hash that begins with the keyed function. */
    public static TableHash keyed(long seed) {
        return new TableHash(seed, true);
    }

    /** Starts again for an empty table: forgets all reports and returns to the first function. */
    public void reset() {
        keyed = keyedFromTheStart;
        k0 = (int) seed;
        k1 = (int) (seed >>> 32);
        changes = 0;
        steps = 0;
        lookupsBefore = 0;
        allSteps = 0;
    }

    public int of(byte[] source, int offset, int length) {
        return keyed ? HalfSipHash.hash(k0, k1, source, offset, length) : quick(k0, source, offset, length);
    }

    public int of(long number) {
        return keyed ? HalfSipHash.hash(k0, k1, number) : quick(k0, number);
    }

    /**
     * Reports the steps of a lookup.
     *
     * @param more occupied places that the lookup passed
     * @param lookups number of all lookups of the table so far
     * @return false if the table must {@link #change} now
     */
    public boolean stepped(int more, long lookups) {
        steps += more;
        allSteps += more;
        return steps <= STEPS_PER_LOOKUP * (lookups - lookupsBefore) + ALLOWANCE;
    }

    /**
     * Switches to the next function. The table must place its entries again, report the steps with as many more
     * lookups, and then call {@link #changed}.
     *
     * @param lookups number of all lookups of the table so far
     * @return false if there is no further function
     */
    public boolean change(long lookups) {
        if (changes == MAX_CHANGES) {
            return false;
        }
        changes++;
        if (keyed) {
            int next = HalfSipHash.hash(k0, k1, 0L);
            k1 = HalfSipHash.hash(k0, k1, 1L);
            k0 = next;
        }
        keyed = true;
        changed(lookups);
        return true;
    }

    /** All entries have a place. Steps count from now on. */
    public void changed(long lookups) {
        steps = 0;
        lookupsBefore = lookups;
    }

    /** Returns all steps since the last {@link #reset}. */
    public long steps() {
        return allSteps;
    }

    /** Returns the number of changes since the last {@link #reset}. */
    public int changes() {
        return changes;
    }

    private static int quick(int seed, byte[] source, int offset, int length) {
        int hash = length * 0x9E3779B1 ^ seed;
        int at = offset;
        int end = offset + length;
        while (at + 4 <= end) {
            int word = (source[at] & 0xFF)
                    | ((source[at + 1] & 0xFF) << 8)
                    | ((source[at + 2] & 0xFF) << 16)
                    | (source[at + 3] << 24);
            hash = (Integer.rotateLeft(hash, 5) ^ word) * 0x85EBCA6B;
            at += 4;
        }
        while (at < end) {
            hash = (Integer.rotateLeft(hash, 5) ^ source[at++]) * 0x85EBCA6B;
        }
        hash ^= hash >>> 15;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }

    private static int quick(int seed, long number) {
        int mixed = ((int) number ^ seed) * 0x9E3779B1 ^ Integer.rotateLeft((int) (number >>> 32) * 0x85EBCA6B, 15);
        mixed ^= mixed >>> 15;
        mixed *= 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
