package dev.otlp2parquet.parquet.io;

import java.io.IOException;

/**
 * Port: the content of an {@link OutputFile}, written from its first byte to its last. Only {@link #finish()} makes the
 * file appear, and as a whole. Closing cannot do that, because after a failure it would publish an incomplete file.
 *
 * <p>An implementation may collect bytes until a part is worth sending, and should hold no more than that. Calls may
 * block. Not thread-safe. After an IOException only {@link #discard()} may be called.
 */
public interface PositionOutput {

    /** Returns the position of the next byte: the number of bytes written, sent or not. */
    long position();

    /**
     * Appends a slice.
     *
     * @param source the caller keeps the array, and may fill it again as soon as this call returns
     * @param length at least 0
     * @throws IOException if the store rejects bytes of this call or earlier ones
     */
    void write(byte[] source, int offset, int length) throws IOException;

    /**
     * Completes the file. When this returns, all bytes are durable and readers find the file.
     *
     * @throws IOException if that is not certain; the file may exist, and is complete then
     */
    void finish() throws IOException;

    /**
     * Gives up the file and removes the stored parts. Does nothing if the file exists: after {@link #finish()}, even a
     * failed one, or after an earlier call.
     *
     * @throws IOException if something could not be removed; readers do not see it nevertheless
     */
    void discard() throws IOException;
}
