package dev.otlp2parquet.platform;

import java.util.Arrays;

/** Port: hashes. TeaVM has no {@code MessageDigest}. */
public interface Digest {

    /** Returns the SHA-256 of {@code data[offset, offset + length)}: 32 bytes in a new array. */
    byte[] sha256(byte[] data, int offset, int length);

    /** Returns the SHA-256 of the bytes of two arrays, one after the other. */
    default byte[] sha256(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return sha256(both, 0, both.length);
    }
}
