package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * The bytes of a file that is being written, in memory, and where in the file they are. Offsets in the footer count from the
 * first byte of the file, whether or not that byte is still here.
 */
public final class FileBytes {

    private final ByteSink held;

    public FileBytes(int initialCapacity) {
        held = new ByteSink(initialCapacity);
    }

    /** Where the file's next bytes are appended. */
    public ByteSink sink() {
        return held;
    }

    /** Where in the file the next byte will be. */
    public long position() {
        return held.size();
    }

    /** Drops the bytes from a position on. */
    void truncate(long position) {
        held.truncate((int) position);
    }

    /** Bytes of memory held. */
    public int capacity() {
        return held.capacity();
    }
}
