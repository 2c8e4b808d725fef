package dev.otlp2parquet.parquet.bytes;

/**
 * A growing array of bytes. Bytes are appended; numbers are little-endian, as in all of Parquet. Not thread-safe. The
 * sink owns the array and replaces it when it grows: fetch {@link #array()} after the last write.
 */
public final class ByteSink {

    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private byte[] array;
    private int size;

    public ByteSink(int initialCapacity) {
        array = new byte[Math.max(16, initialCapacity)];
    }

    /** Returns the sink's own array. The written bytes are [0, {@link #size()}). */
    public byte[] array() {
        return array;
    }

    public int size() {
        return size;
    }

    /** Returns the bytes of memory held, written or not. */
    public int capacity() {
        return array.length;
    }

    /** Removes all bytes and keeps the array. */
    public void clear() {
        size = 0;
    }

    /**
     * Removes the bytes from {@code newSize} on.
     *
     * @throws IllegalArgumentException if the sink has fewer bytes
     */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("Cannot cut " + size + " bytes to " + newSize);
        }
        size = newSize;
    }

    /**
     * Makes room for {@code bytes} more bytes and returns the position of the first. The caller fills {@link #array()}
     * from there and then calls {@link #advance(int)}.
     *
     * @throws IllegalStateException if the sink would exceed 2 GiB
     */
    public int reserve(int bytes) {
        int needed = size + bytes;
        if (bytes < 0 || needed < 0 || needed > MAX_SIZE) {
            throw new IllegalStateException("Cannot hold " + bytes + " bytes more than the " + size + " held");
        }
        if (needed > array.length) {
            grow(needed);
        }
        return size;
    }

    /** Counts {@code bytes} of the reserved room as written. */
    public void advance(int bytes) {
        size += bytes;
    }

    public void write(int value) {
        if (size == array.length) {
            reserve(1);
        }
        array[size++] = (byte) value;
    }

    public void write(byte[] source, int offset, int length) {
        int at = reserve(length);
        System.arraycopy(source, offset, array, at, length);
        size = at + length;
    }

    public void writeInt(int value) {
        int at = reserve(4);
        putInt(array, at, value);
        size = at + 4;
    }

    public void writeLong(long value) {
        int at = reserve(8);
        putLong(array, at, value);
        size = at + 8;
    }

    /** Appends unsigned LEB128 (Encodings.md, "Run Length Encoding / Bit-Packing Hybrid"): 1 to 5 bytes. */
    public void writeVarint(int value) {
        int at = reserve(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            array[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[at++] = (byte) rest;
        size = at;
    }

    /** Appends unsigned LEB128 of 64 bits: 1 to 10 bytes. */
    public void writeVarint(long value) {
        int at = reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            array[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[at++] = (byte) rest;
        size = at;
    }

    /** Appends zigzag LEB128. Small numbers of either sign are short. */
    public void writeZigzag(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** Returns a copy of the written bytes. */
    public byte[] toByteArray() {
        byte[] copy = new byte[size];
        System.arraycopy(array, 0, copy, 0, size);
        return copy;
    }

    /** Stores 4 bytes little-endian. The caller checks the room. */
    public static void putInt(byte[] target, int at, int value) {
        target[at] = (byte) value;
        target[at + 1] = (byte) (value >>> 8);
        target[at + 2] = (byte) (value >>> 16);
        target[at + 3] = (byte) (value >>> 24);
    }

    /** Stores 8 bytes little-endian. The caller checks the room. */
    public static void putLong(byte[] target, int at, long value) {
        putInt(target, at, (int) value);
        putInt(target, at + 4, (int) (value >>> 32));
    }

    private void grow(int needed) {
        int doubled = array.length > MAX_SIZE / 2 ? MAX_SIZE : array.length * 2;
        byte[] larger = new byte[Math.max(doubled, needed)];
        System.arraycopy(array, 0, larger, 0, size);
        array = larger;
    }
}
