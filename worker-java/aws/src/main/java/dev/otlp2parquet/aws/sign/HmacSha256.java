package dev.otlp2parquet.aws.sign;

import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/** HMAC (RFC 2104) with SHA-256, from the hash alone. */
final class HmacSha256 {

    private static final int BLOCK_BYTES = 64;
    private static final int INNER = 0x36;
    private static final int OUTER = 0x5C;

    private HmacSha256() {}

    /** Returns 32 bytes in a new array. */
    static byte[] of(Digest digest, byte[] key, String message) {
        byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? digest.sha256(key, 0, key.length) : key, BLOCK_BYTES);
        xor(block, INNER);
        byte[] hash = digest.sha256(block, Utf8.encode(message));
        xor(block, INNER ^ OUTER);
        return digest.sha256(block, hash);
    }

    private static void xor(byte[] block, int pad) {
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block[i] ^= (byte) pad;
        }
    }
}
