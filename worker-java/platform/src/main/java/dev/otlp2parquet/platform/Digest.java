package dev.otlp2parquet.platform;

/** Port: hashes. TeaVM has no {@code MessageDigest}. */
public interface Digest {

    /** Returns the SHA-256 of {@code data[offset, offset + length)}: 32 bytes in a new array. */
    byte[] sha256(byte[] data, int offset, int length);
}
