package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * The bytes of a file that is being written, from where those begin that are still in memory. Offsets in the footer count from
 * the first byte of the file, whether or not it is still here.
 */
public final class FileBytes {

    private final ByteSink held;
    private long start;

    public FileBytes(int initialCapacity) {
        held = new ByteSink(initialCapacity);
    }

    /** Where the file's next bytes are appended. */
    public ByteSink sink() {
        return held;
    }

    /** Where in the file the first byte of the sink is: so many were taken away. */
    public long start() {
        return start;
    }

    /** Where in the file the next byte will be. */
    public long position() {
        return start + held.size();
    }

    /** Drops the bytes from a position on, which is not before {@link #start()}. */
    void truncate(long position) {
        held.truncate((int) (position - start));
    }

    /** Gives up the bytes held, since somebody else has them now. The memory is kept for the next ones. */
    public void forget() {
        start += held.size();
        held.clear();
    }

    /** Bytes of memory held. */
    public int capacity() {
        return held.capacity();
    }
}
