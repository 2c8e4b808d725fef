package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.TableHash;
import java.util.Arrays;

/** Numbers the distinct longs of a chunk in order of first appearance, by an open-addressing table. */
final class NumberIndex {

    /** What {@link #find} returns for a key that it will not number: no hash is left by which the keys do not collide. */
    static final int NOT_FOUND = -1;

    private static final int INITIAL = 64;

    /** Number + 1 of the long in {@link #keys} at the same place, or 0 for a free one. */
    private int[] numbers = new int[INITIAL];

    private long[] keys = new long[INITIAL];
    private int mask = INITIAL - 1;
    private int used;

    private long lastKey;
    private int lastNumber;

    private TableHash hashing = TableHash.quick(0);
    private long seed;
    private int lookups;

    /** Places found occupied by other keys are counted, and how often another hash was taken. */
    TableHash hashing() {
        return hashing;
    }

    /**
     * Forgets all; the table starts small again, since most columns have few distinct numbers.
     *
     * @param hashSeed random where the numbers come from outside; numbering does not depend on it
     */
    void begin(long hashSeed) {
        if (hashSeed == seed) {
            hashing.reset();
        } else {
            hashing = TableHash.quick(hashSeed);
            seed = hashSeed;
        }
        mask = INITIAL - 1;
        clear();
        used = 0;
        lookups = 0;
        lastNumber = -1;
    }

    /** The number of a key; {@code next} if it is new, which it then gets; or {@link #NOT_FOUND}, and then {@link #begin} is next. */
    int find(long key, int next) {
        if (key == lastKey && lastNumber >= 0) {
            return lastNumber;
        }
        lookups++;
        int place = hashing.of(key) & mask;
        int steps = 0;
        while (numbers[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
            steps++;
        }
        int number = numbers[place] - 1;
        if (number < 0) {
            number = next;
            numbers[place] = next + 1;
            keys[place] = key;
            used++;
        }
        if (steps > 0 && !hashing.stepped(steps, lookups) && !placeAgain()) {
            return NOT_FOUND;
        }
        if (used * 2 > mask) {
            grow();
        }
        lastKey = key;
        lastNumber = number;
        return number;
    }

    private void grow() {
        int size = mask + 1;
        int[] oldNumbers = Arrays.copyOf(numbers, size);
        long[] oldKeys = Arrays.copyOf(keys, size);
        if (size * 2 > numbers.length) {
            numbers = new int[size * 2];
            keys = new long[size * 2];
        }
        mask = size * 2 - 1;
        clear();
        for (int i = 0; i < size; i++) {
            if (oldNumbers[i] != 0) {
                place(oldKeys[i], oldNumbers[i]);
            }
        }
    }

    /** The keys are made to collide: places them by another hash; false if none helps, and then some have no place. */
    private boolean placeAgain() {
        int[] oldNumbers = Arrays.copyOf(numbers, mask + 1);
        long[] oldKeys = Arrays.copyOf(keys, mask + 1);
        boolean placed = false;
        while (!placed && hashing.change(lookups)) {
            clear();
            placed = true;
            int count = 0;
            for (int i = 0; placed && i < oldNumbers.length; i++) {
                if (oldNumbers[i] != 0) {
                    placed = hashing.stepped(place(oldKeys[i], oldNumbers[i]), lookups + count++);
                }
            }
        }
        hashing.changed(lookups);
        return placed;
    }

    /** Steps that it took. */
    private int place(long key, int number) {
        int steps = 0;
        int place = hashing.of(key) & mask;
        while (numbers[place] != 0) {
            place = (place + 1) & mask;
            steps++;
        }
        numbers[place] = number;
        keys[place] = key;
        return steps;
    }

    private void clear() {
        Arrays.fill(numbers, 0, mask + 1, 0);
    }
}
