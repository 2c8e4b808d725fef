package dev.otlp2parquet.platform;

/**
 * Compression of the bodies that are kept until they are flushed: zstd where the host has it, else another one that its
 * first bytes tell from it, since what one version or host wrote another must read.
 */
public interface BodyCodec {

    /** Compresses {@code data[offset, offset + length)} into a new array. */
    byte[] compress(byte[] data, int offset, int length);

    /**
     * Undoes {@link #compress}.
     *
     * @param length of the result, which is known; anything else is damage
     * @throws IllegalArgumentException if the data are damaged
     */
    byte[] decompress(byte[] compressed, int length);
}
