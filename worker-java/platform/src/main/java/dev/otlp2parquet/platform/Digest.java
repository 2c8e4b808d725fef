package dev.otlp2parquet.platform;

/** Hashes by the host: TeaVM has no {@code MessageDigest}. */
public interface Digest {

    /** The 32 bytes of the SHA-256 of {@code data[offset, offset + length)}, in a new array. */
    byte[] sha256(byte[] data, int offset, int length);
}
