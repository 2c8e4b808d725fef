package dev.otlp2parquet.parquet.io;

import java.io.IOException;

/**
 * The content of an {@link OutputFile}, written from its first byte to its last. The file appears, whole, by {@link #finish()}
 * and by nothing else: closing after a failure would otherwise publish a file that breaks off.
 *
 * <p>An implementation may collect bytes until a part is worth sending and should hold no more than that. Calls may block. Not
 * thread-safe. After an IOException only {@link #discard()} may be called.
 */
public interface PositionOutput {

    /** Bytes written so far, sent or not: where in the file the next byte will be. */
    long position();

    /**
     * Appends a slice.
     *
     * @param source stays the caller's and unchanged; it may be filled anew as soon as this call returns
     * @param length at least 0
     * @throws IOException if the store refuses bytes, these or earlier ones
     */
    void write(byte[] source, int offset, int length) throws IOException;

    /**
     * Completes the file. When this returns, all bytes are durable and readers find the file.
     *
     * @throws IOException if that is not certain. The file may or may not be there; if it is, it is whole.
     */
    void finish() throws IOException;

    /**
     * Gives the file up and removes what is stored of it. Does nothing to a file that is there: after {@link #finish()}, also
     * one that failed, or after an earlier call.
     *
     * @throws IOException if something could not be removed; readers see nothing of it all the same
     */
    void discard() throws IOException;
}
