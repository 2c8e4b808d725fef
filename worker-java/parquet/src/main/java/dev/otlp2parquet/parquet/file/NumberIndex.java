package dev.otlp2parquet.parquet.file;

import java.util.Arrays;

/** Numbers the distinct longs of a chunk in order of first appearance, by an open-addressing table. */
final class NumberIndex {

    /** What {@link #find} returns for a key that it will not number. */
    static final int NOT_FOUND = -1;

    private static final int INITIAL = 64;

    /** Steps that a lookup may take before the input is taken for one made to collide: each value would walk over all others. */
    private static final int MAX_PROBES = 256;

    /** Number + 1 of the long in {@link #keys} at the same place, or 0 for a free one. */
    private int[] numbers = new int[INITIAL];

    private long[] keys = new long[INITIAL];
    private int mask = INITIAL - 1;
    private int used;

    private long lastKey;
    private int lastNumber;

    /** Forgets all; the table starts small again, since most columns have few distinct numbers. */
    void begin() {
        mask = INITIAL - 1;
        Arrays.fill(numbers, 0, INITIAL, 0);
        used = 0;
        lastNumber = -1;
    }

    /** The number of a key; {@code next} if it is new, which it then gets; {@link #NOT_FOUND} if too many keys are in its way. */
    int find(long key, int next) {
        if (key == lastKey && lastNumber >= 0) {
            return lastNumber;
        }
        int place = hash(key) & mask;
        int probes = 0;
        while (numbers[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
            if (++probes > MAX_PROBES) {
                return NOT_FOUND;
            }
        }
        int number = numbers[place] - 1;
        if (number < 0) {
            number = next;
            numbers[place] = next + 1;
            keys[place] = key;
            if (++used * 2 > mask) {
                grow();
            }
        }
        lastKey = key;
        lastNumber = number;
        return number;
    }

    private void grow() {
        int oldSize = mask + 1;
        int[] oldNumbers = Arrays.copyOf(numbers, oldSize);
        long[] oldKeys = Arrays.copyOf(keys, oldSize);
        int size = oldSize * 2;
        if (size > numbers.length) {
            numbers = new int[size];
            keys = new long[size];
        } else {
            Arrays.fill(numbers, 0, size, 0);
        }
        mask = size - 1;
        for (int i = 0; i < oldSize; i++) {
            if (oldNumbers[i] != 0) {
                int place = hash(oldKeys[i]) & mask;
                while (numbers[place] != 0) {
                    place = (place + 1) & mask;
                }
                numbers[place] = oldNumbers[i];
                keys[place] = oldKeys[i];
            }
        }
    }

    /** Of ints only: multiplying longs is slow in Wasm. */
    private static int hash(long key) {
        int mixed = (int) key * 0x9E3779B1 ^ Integer.rotateLeft((int) (key >>> 32) * 0x85EBCA6B, 15);
        mixed ^= mixed >>> 15;
        mixed *= 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
