package dev.otlp2parquet.iceberg.transform;

import java.util.Arrays;

/**
 * Big-endian two's complement numbers of any length, for unscaled decimals. BigInteger would take much space in the
 * Worker.
 */
final class TwosComplement {

    private TwosComplement() {}

    /** Returns the same number in the fewest bytes, at least one. */
    static byte[] minimal(byte[] number) {
        int from = 0;
        while (from < number.length - 1 && number[from] == number[from + 1] >> 7) {
            from++;
        }
        byte[] shorter = new byte[number.length - from];
        System.arraycopy(number, from, shorter, 0, shorter.length);
        return shorter;
    }

    /**
     * Returns the largest multiple of {@code width} that is not above the number, in the fewest bytes. {@code width} is
     * positive.
     */
    static byte[] floorToMultiple(byte[] number, int width) {
        long remainder = number[0] < 0 ? width - 1L : 0;
        // With the sign as digit -1 in front: -1 mod width is width - 1.
        for (byte digit : number) {
            remainder = (remainder * 256 + (digit & 0xFF)) % width;
        }
        // Room for the number and for the width, and for the sign of their difference.
        byte[] result = new byte[Math.max(number.length, Integer.BYTES) + 1];
        int padding = result.length - number.length;
        Arrays.fill(result, 0, padding, (byte) (number[0] < 0 ? -1 : 0));
        System.arraycopy(number, 0, result, padding, number.length);
        long borrow = remainder;
        for (int i = result.length - 1; i >= 0 && borrow != 0; i--) {
            long difference = (result[i] & 0xFF) - borrow;
            result[i] = (byte) difference;
            borrow = -Math.floorDiv(difference, 256L);
        }
        return minimal(result);
    }
}
