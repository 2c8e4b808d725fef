package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * The bytes of a file in progress that are still in memory. Offsets in the footer count from the first byte of the
 * file, whether or not it is still in memory.
 */
public final class FileBytes {

    private final ByteSink held;
    private long start;

    public FileBytes(int initialCapacity) {
        held = new ByteSink(initialCapacity);
    }

    /** Returns the sink for the next bytes of the file. */
    public ByteSink sink() {
        return held;
    }

    /** Returns the position in the file of the first byte of the sink: the number of bytes that were taken away. */
    public long start() {
        return start;
    }

    /** Returns the position of the next byte in the file. */
    public long position() {
        return start + held.size();
    }

    /** Removes the bytes from a position on, which is not before {@link #start()}. */
    void truncate(long position) {
        held.truncate((int) (position - start));
    }

    /** Forgets the bytes, because the caller has sent them. Keeps the memory for the next ones. */
    public void forget() {
        start += held.size();
        held.clear();
    }

    /** Returns the bytes of memory held. */
    public int capacity() {
        return held.capacity();
    }
}
