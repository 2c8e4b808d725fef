package dev.otlp2parquet.otlp.number;

/**
 * The shortest decimal that reads back as a given double, and of those the nearest to it: the free-format algorithm of
 * Steele and White 1990 ("How to print floating-point numbers accurately") in the integer form of Burger and Dybvig
 * 1996. Exact, and slow: microseconds for extreme exponents.
 */
final class ShortestDigits {
    private static final double LOG10_OF_2 = 0.30102999566398120;

    private final BigUnsigned numerator = new BigUnsigned();
    private final BigUnsigned denominator = new BigUnsigned();
    /** Half the distance to the next lower double, in units of the fraction; the upper one is once or twice that. */
    private final BigUnsigned margin = new BigUnsigned();

    private final BigUnsigned scratch = new BigUnsigned();
    private long digits;

    /**
     * Finds the digits of a positive finite double.
     *
     * @return the position of the decimal point: the number is 0.d1d2d3... * 10^point
     */
    int find(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (1L << 52) - 1;
        int biased = (int) (bits >>> 52);
        long mantissa = biased == 0 ? fraction : fraction | 1L << 52;
        int exponent = (biased == 0 ? 1 : biased) - 1075;
        // The double below a power of two is nearer than the one above, but for the smallest normal number.
        int upperShift = fraction == 0 && biased > 1 ? 1 : 0;
        // A reader rounds half to even, so the ends of the interval belong to an even mantissa.
        boolean inclusive = (mantissa & 1) == 0;

        numerator.set(mantissa);
        denominator.set(1);
        margin.set(1);
        numerator.shiftLeft(1 + upperShift + Math.max(exponent, 0));
        denominator.shiftLeft(1 + upperShift + Math.max(-exponent, 0));
        margin.shiftLeft(Math.max(exponent, 0));

        int highestBit = exponent + 63 - Long.numberOfLeadingZeros(mantissa);
        int point = (int) Math.ceil(highestBit * LOG10_OF_2 - 1e-10);
        if (point >= 0) {
            denominator.multiplyByPowerOfFive(point);
            denominator.shiftLeft(point);
        } else {
            numerator.multiplyByPowerOfFive(-point);
            numerator.shiftLeft(-point);
            margin.multiplyByPowerOfFive(-point);
            margin.shiftLeft(-point);
        }
        if (reachesDenominator(upperShift, inclusive)) {
            point++;
        } else {
            nextDecimal();
        }

        digits = 0;
        while (true) {
            int digit = 0;
            while (numerator.compareTo(denominator) >= 0) {
                numerator.subtract(denominator);
                digit++;
            }
            digits = digits * 10 + digit;
            int lower = numerator.compareTo(margin);
            boolean downIsNear = inclusive ? lower <= 0 : lower < 0;
            boolean upIsNear = reachesDenominator(upperShift, inclusive);
            if (downIsNear || upIsNear) {
                if (upIsNear && (!downIsNear || roundsUp(digit))) {
                    digits++;
                }
                return point;
            }
            nextDecimal();
        }
    }

    /** The digits as an integer, at most 17 of them; the last is not 0. */
    long digits() {
        return digits;
    }

    private void nextDecimal() {
        numerator.multiplyAdd(10, 0);
        margin.multiplyAdd(10, 0);
    }

    /** Whether numerator + upper margin reaches the denominator: the next digit up reads back as the same double. */
    private boolean reachesDenominator(int upperShift, boolean inclusive) {
        scratch.copyFrom(margin);
        scratch.shiftLeft(upperShift);
        scratch.add(numerator);
        int order = scratch.compareTo(denominator);
        return inclusive ? order >= 0 : order > 0;
    }

    private boolean roundsUp(int digit) {
        scratch.copyFrom(numerator);
        scratch.shiftLeft(1);
        int order = scratch.compareTo(denominator);
        return order > 0 || (order == 0 && (digit & 1) != 0);
    }
}
