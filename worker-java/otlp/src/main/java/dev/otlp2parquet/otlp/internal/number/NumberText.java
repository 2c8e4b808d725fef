package dev.otlp2parquet.otlp.internal.number;

/**
 * Binary numbers to decimal text: integers, and doubles with the fewest digits that read back as the same double.
 *
 * <p>Doubles look as {@code Number::toString} of ECMAScript makes them look ({@code 42}, {@code 1.5}, {@code 1e+21},
 * {@code 1e-7}), with one difference: negative zero is {@code -0}, which JSON can say and ECMAScript drops.
 */
public final class NumberText {
    /** No number is longer: {@code -1.2345678901234567e-308}. */
    public static final int MAX_LENGTH = 25;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final double MAX_EXACT_INTEGER = 1L << 53;

    private final ShortestDigits shortest = new ShortestDigits();
    private final byte[] digits = new byte[20];

    /**
     * Writes a signed integer at {@code offset}.
     *
     * @param target has at least {@link #MAX_LENGTH} bytes from there
     * @return where it ends
     */
    public int write(long value, byte[] target, int offset) {
        int p = offset;
        if (value < 0) {
            target[p++] = '-';
        }
        int count = toDigits(value < 0 ? -value : value);
        System.arraycopy(digits, 0, target, p, count);
        return p + count;
    }

    /**
     * Writes a finite double at {@code offset}.
     *
     * @param target has at least {@link #MAX_LENGTH} bytes from there
     * @return where it ends
     */
    public int write(double value, byte[] target, int offset) {
        int p = offset;
        if (Double.doubleToRawLongBits(value) < 0) {
            target[p++] = '-';
        }
        double magnitude = Math.abs(value);
        if (magnitude < MAX_EXACT_INTEGER && magnitude == (long) magnitude) {
            // Neighbouring doubles are at most 1 apart, so no digit of the integer can be spared.
            int count = toDigits((long) magnitude);
            System.arraycopy(digits, 0, target, p, count);
            return p + count;
        }
        for (int decimals = 1; decimals < POWERS_OF_TEN.length; decimals++) {
            double power = POWERS_OF_TEN[decimals];
            double scaled = magnitude * power;
            if (scaled >= 1e15) {
                break;
            }
            // Of decimals with at most 15 digits no two read as one double, so the first that reads back is the one.
            long candidate = (long) (scaled + 0.5);
            if (candidate / power == magnitude) {
                int count = toDigits(candidate);
                return layout(count, count - decimals, target, p);
            }
        }
        int lastDigit = shortest.find(magnitude);
        int count = toDigits(shortest.digits());
        return layout(count, count + lastDigit, target, p);
    }

    /** Lays out 0.d1d2d3... * 10^point (ECMA-262, Number::toString). */
    private int layout(int count, int point, byte[] target, int offset) {
        int p = offset;
        if (point > 21 || point <= -6) {
            target[p++] = digits[0];
            if (count > 1) {
                target[p++] = '.';
                p = copy(1, count, target, p);
            }
            int exponent = point - 1;
            target[p++] = 'e';
            target[p++] = (byte) (exponent < 0 ? '-' : '+');
            count = toDigits(Math.abs(exponent));
            return copy(0, count, target, p);
        }
        if (point <= 0) {
            target[p++] = '0';
            target[p++] = '.';
            p = zeros(-point, target, p);
            return copy(0, count, target, p);
        }
        if (point >= count) {
            p = copy(0, count, target, p);
            return zeros(point - count, target, p);
        }
        p = copy(0, point, target, p);
        target[p++] = '.';
        return copy(point, count, target, p);
    }

    private int copy(int from, int to, byte[] target, int offset) {
        System.arraycopy(digits, from, target, offset, to - from);
        return offset + to - from;
    }

    private static int zeros(int count, byte[] target, int offset) {
        for (int i = 0; i < count; i++) {
            target[offset + i] = '0';
        }
        return offset + count;
    }

    /** The decimal digits of an unsigned integer, without leading zeros, at the beginning of {@link #digits}. */
    private int toDigits(long value) {
        long rest = value;
        int p = digits.length;
        while (rest < 0 || rest > Integer.MAX_VALUE) {
            long tenth = Long.divideUnsigned(rest, 10);
            digits[--p] = (byte) ('0' + (int) (rest - tenth * 10));
            rest = tenth;
        }
        int small = (int) rest;
        do {
            int tenth = small / 10;
            digits[--p] = (byte) ('0' + small - tenth * 10);
            small = tenth;
        } while (small != 0);
        int count = digits.length - p;
        System.arraycopy(digits, p, digits, 0, count);
        return count;
    }
}
