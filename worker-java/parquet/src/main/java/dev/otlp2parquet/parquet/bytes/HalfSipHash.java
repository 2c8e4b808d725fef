package dev.otlp2parquet.parquet.bytes;

/**
 * HalfSipHash-1-3 with 32 bits of result (github.com/veorq/SipHash): who does not know the key cannot make inputs that collide. It has only
 * operations on ints, which are the fast ones in Wasm.
 */
final class HalfSipHash {

    private HalfSipHash() {}

    /** The hash of a slice under the key of two words. */
    static int hash(int k0, int k1, byte[] source, int offset, int length) {
        int v0 = k0;
        int v1 = k1;
        int v2 = 0x6C796765 ^ k0;
        int v3 = 0x74656462 ^ k1;
        int end = offset + length;
        int at = offset;
        while (at + 4 <= end) {
            int word = Slices.intAt(source, at);
            v3 ^= word;
            v0 += v1;
            v1 = Integer.rotateLeft(v1, 5) ^ v0;
            v0 = Integer.rotateLeft(v0, 16);
            v2 += v3;
            v3 = Integer.rotateLeft(v3, 8) ^ v2;
            v0 += v3;
            v3 = Integer.rotateLeft(v3, 7) ^ v0;
            v2 += v1;
            v1 = Integer.rotateLeft(v1, 13) ^ v2;
            v2 = Integer.rotateLeft(v2, 16);
            v0 ^= word;
            at += 4;
        }
        int last = length << 24;
        for (int shift = 0; at < end; shift += 8) {
            last |= (source[at++] & 0xFF) << shift;
        }
        return finish(v0, v1, v2, v3, last);
    }

    /** The hash of the eight bytes of a number, the lowest first. */
    static int hash(int k0, int k1, long number) {
        int v0 = k0;
        int v1 = k1;
        int v2 = 0x6C796765 ^ k0;
        int v3 = 0x74656462 ^ k1;
        int word = (int) number;
        for (int i = 0; i < 2; i++) {
            v3 ^= word;
            v0 += v1;
            v1 = Integer.rotateLeft(v1, 5) ^ v0;
            v0 = Integer.rotateLeft(v0, 16);
            v2 += v3;
            v3 = Integer.rotateLeft(v3, 8) ^ v2;
            v0 += v3;
            v3 = Integer.rotateLeft(v3, 7) ^ v0;
            v2 += v1;
            v1 = Integer.rotateLeft(v1, 13) ^ v2;
            v2 = Integer.rotateLeft(v2, 16);
            v0 ^= word;
            word = (int) (number >>> 32);
        }
        return finish(v0, v1, v2, v3, Long.BYTES << 24);
    }

    /** The last word with the length in its highest byte, and three rounds. */
    private static int finish(int a, int b, int c, int d, int last) {
        int v0 = a;
        int v1 = b;
        int v2 = c;
        int v3 = d ^ last;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v1 = Integer.rotateLeft(v1, 5) ^ v0;
            v0 = Integer.rotateLeft(v0, 16);
            v2 += v3;
            v3 = Integer.rotateLeft(v3, 8) ^ v2;
            v0 += v3;
            v3 = Integer.rotateLeft(v3, 7) ^ v0;
            v2 += v1;
            v1 = Integer.rotateLeft(v1, 13) ^ v2;
            v2 = Integer.rotateLeft(v2, 16);
            if (round == 0) {
                v0 ^= last;
                v2 ^= 0xFF;
            }
        }
        return v1 ^ v3;
    }
}
