package dev.otlp2parquet.otlp.model;

import dev.otlp2parquet.parquet.bytes.TableHash;
import java.util.Arrays;

/**
 * Attributes in order of first appearance. Keys are unique: a repeated key keeps its place and takes the last value. A new key
 * beyond {@link AttributeLimits#maxAttributes} is dropped and counted.
 *
 * <p>Attributes are stored as parallel arrays of slices, so that refilling a set for each record allocates nothing.
 */
public final class Attributes {
    /** Up to this many, a repeated key is looked for by comparing with all; beyond, by a hash table. */
    private static final int LINEAR_LIMIT = 16;

    private static final int INITIAL_CAPACITY = 8;

    private final int maxSize;
    private final TableHash hashing;

    private int size;
    private int puts;
    private int dropped;

    /** No hash is left by which the keys do not collide: from now on all attributes are dropped. */
    private boolean closed;

    private byte[][] keyArrays = {};
    private int[] keyOffsets = {};
    private int[] keyLengths = {};
    private ValueKind[] kinds = {};
    private byte[][] valueArrays = {};
    private int[] valueOffsets = {};
    private int[] valueLengths = {};

    /** Bit (summary of a key & 63) is set for every key held: most new keys are told from all others by one test. */
    private long keyFilter;

    /** Open addressing, entry index + 1, 0 free; built when the size passes {@link #LINEAR_LIMIT}. */
    private int[] table = {};

    /** A set for trusted requests, with {@link AttributeLimits#DEFAULT}. */
    public Attributes() {
        this(AttributeLimits.DEFAULT);
    }

    public Attributes(AttributeLimits limits) {
        maxSize = limits.maxAttributes();
        hashing = TableHash.keyed(limits.hashSeed());
    }

    public int size() {
        return size;
    }

    public byte[] keyArray(int index) {
        return keyArrays[index];
    }

    public int keyOffset(int index) {
        return keyOffsets[index];
    }

    public int keyLength(int index) {
        return keyLengths[index];
    }

    public ValueKind kind(int index) {
        return kinds[index];
    }

    public byte[] valueArray(int index) {
        return valueArrays[index];
    }

    public int valueOffset(int index) {
        return valueOffsets[index];
    }

    /** 0 for {@link ValueKind#NULL}. */
    public int valueLength(int index) {
        return valueLengths[index];
    }

    public void clear() {
        size = 0;
        puts = 0;
        dropped = 0;
        closed = false;
        keyFilter = 0;
    }

    /** Attributes put since the last {@link #clear}, including repeated keys and dropped attributes. Limits do not affect it. */
    public int puts() {
        return puts;
    }

    /** Attributes dropped since the last {@link #clear}. A key that is dropped twice counts twice. */
    public int dropped() {
        return dropped;
    }

    /** Places that lookups found occupied by other keys, since the table was last built. */
    long steps() {
        return hashing.steps();
    }

    /** How often another hash was taken since the table was last built. */
    int hashChanges() {
        return hashing.changes();
    }

    /**
     * Sets {@code key} to {@code value}. The set refers to the arrays of both and copies nothing.
     *
     * @return false if the attribute was dropped
     */
    public boolean put(Slice key, Value value) {
        puts++;
        int index = closed ? -1 : find(key.array, key.offset, key.length);
        if (index < 0) {
            if (closed || size >= maxSize) {
                dropped++;
                return false;
            }
            index = add(key);
        }
        Slice text = value.text;
        kinds[index] = value.kind;
        valueArrays[index] = text.array;
        valueOffsets[index] = text.offset;
        valueLengths[index] = text.length;
        return true;
    }

    /** The index of the key with these bytes, or -1. */
    public int find(byte[] key) {
        return find(key, 0, key.length);
    }

    private int find(byte[] key, int offset, int length) {
        if ((keyFilter & 1L << summary(key, offset, length)) == 0) {
            return -1;
        }
        if (size <= LINEAR_LIMIT || closed) {
            for (int i = 0; i < size; i++) {
                if (keyEquals(i, key, offset, length)) {
                    return i;
                }
            }
            return -1;
        }
        int mask = table.length - 1;
        int slot = hashing.of(key, offset, length) & mask;
        int steps = 0;
        int entry = table[slot];
        while (entry != 0 && !keyEquals(entry - 1, key, offset, length)) {
            slot = (slot + 1) & mask;
            steps++;
            entry = table[slot];
        }
        if (!hashing.stepped(steps, puts)) {
            indexAgain();
        }
        return entry - 1;
    }

    private int add(Slice key) {
        int index = size;
        if (index == keyOffsets.length) {
            grow();
        }
        keyArrays[index] = key.array;
        keyOffsets[index] = key.offset;
        keyLengths[index] = key.length;
        keyFilter |= 1L << summary(key.array, key.offset, key.length);
        size = index + 1;
        if (size > LINEAR_LIMIT) {
            index(index);
        }
        return index;
    }

    private void index(int added) {
        boolean first = size == LINEAR_LIMIT + 1;
        if (first) {
            hashing.reset();
            hashing.changed(puts);
        }
        if (first || size * 2 > table.length) {
            int capacity = Math.max(Integer.highestOneBit(size) * 4, 64);
            if (table.length == capacity) {
                Arrays.fill(table, 0);
            } else {
                table = new int[capacity];
            }
            for (int i = 0; i < size; i++) {
                insert(i);
            }
        } else if (!hashing.stepped(insert(added), puts)) {
            indexAgain();
        }
    }

    /** The keys are made to collide: places all of them by another hash. */
    private void indexAgain() {
        boolean placed = false;
        while (!placed && hashing.change(puts)) {
            Arrays.fill(table, 0);
            placed = true;
            for (int i = 0; placed && i < size; i++) {
                placed = hashing.stepped(insert(i), puts + i);
            }
        }
        hashing.changed(puts);
        closed = !placed;
    }

    /** Steps that it took. */
    private int insert(int index) {
        int mask = table.length - 1;
        int slot = hashing.of(keyArrays[index], keyOffsets[index], keyLengths[index]) & mask;
        int steps = 0;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
            steps++;
        }
        table[slot] = index + 1;
        return steps;
    }

    private boolean keyEquals(int index, byte[] key, int offset, int length) {
        return keyLengths[index] == length
                && Arrays.equals(
                        keyArrays[index], keyOffsets[index], keyOffsets[index] + length, key, offset, offset + length);
    }

    private static int summary(byte[] key, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        return length * 7 + key[offset] * 3 + key[offset + (length >> 1)] * 5 + key[offset + length - 1];
    }

    private void grow() {
        int capacity = Math.max(INITIAL_CAPACITY, size * 2);
        keyArrays = Arrays.copyOf(keyArrays, capacity);
        keyOffsets = Arrays.copyOf(keyOffsets, capacity);
        keyLengths = Arrays.copyOf(keyLengths, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        valueArrays = Arrays.copyOf(valueArrays, capacity);
        valueOffsets = Arrays.copyOf(valueOffsets, capacity);
        valueLengths = Arrays.copyOf(valueLengths, capacity);
    }
}
