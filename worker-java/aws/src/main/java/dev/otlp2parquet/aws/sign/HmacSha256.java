package dev.otlp2parquet.aws.sign;

import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/** HMAC (RFC 2104) with SHA-256, from the hash alone. */
final class HmacSha256 {

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final Digest digest;

    HmacSha256(Digest digest) {
        this.digest = digest;
    }

    /** Returns 32 bytes in a new array. */
    byte[] of(byte[] key, String message) {
        byte[] hash = digest.sha256(padded(key, INNER), Utf8.encode(message));
        return digest.sha256(padded(key, OUTER), hash);
    }

    private byte[] padded(byte[] key, byte pad) {
        byte[] shortKey = key.length > BLOCK_BYTES ? digest.sha256(key, 0, key.length) : key;
        byte[] block = Arrays.copyOf(shortKey, BLOCK_BYTES);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block[i] ^= pad;
        }
        return block;
    }
}
