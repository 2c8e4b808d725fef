package dev.otlp2parquet.parquet;

/** Values that an attacker would choose who knows the program, and in some cases the seed. */
public final class Collisions {

    private static final int B = 0x85EBCA6B;

    private Collisions() {}

    /**
     * Byte strings with the same quick hash under every seed: the top bit of one word passes the multiplication alone, is turned to bit 4, and is
     * taken back there by the next word.
     *
     * @param index different ones give different strings; those of 16 bits have the same length
     */
    public static byte[] underAnySeed(int index) {
        byte[] value = new byte[16 * 8];
        for (int pair = 0; pair < 16; pair++) {
            if (((index >> pair) & 1) != 0) {
                value[pair * 8 + 3] = (byte) 0x80;
                value[pair * 8 + 4] = 0x10;
            }
        }
        return value;
    }

    /** One of 65,536 numbers that have only 256 quick hashes between them, under every seed. */
    public static long numberUnderAnySeed(int index) {
        int high = Integer.rotateRight((index & 0xFF) << 24, 15) * inverse(B);
        int low = 12_345 ^ (((index >> 8) & 0xFF) << 24);
        return (long) high << 32 | (low & 0xFFFF_FFFFL);
    }

    /** The inverse of an odd int modulo 2^32, by Newton's iteration. */
    private static int inverse(int odd) {
        int inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
