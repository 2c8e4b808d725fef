package dev.otlp2parquet.platform;

/**
 * Port: compresses request bodies that a buffer keeps. The codec is zstd where the host has it. Another codec must
 * differ in its first bytes, because every version and host must read what another one wrote.
 */
public interface BodyCodec {

    /** Compresses {@code data[offset, offset + length)} into a new array. */
    byte[] compress(byte[] data, int offset, int length);

    /**
     * Decompresses the result of {@link #compress}.
     *
     * @param length bytes of the result; any other length means that the data are damaged
     * @throws IllegalArgumentException if the data are damaged
     */
    byte[] decompress(byte[] compressed, int length);
}
