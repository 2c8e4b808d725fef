package dev.otlp2parquet.otlp.internal.number;

/**
 * Decimal to double, correctly rounded (half to even) for every input.
 *
 * <p>Three ways, by how much the number asks for: one exact floating-point operation (Clinger 1990, "How to read floating
 * point numbers accurately") for up to 15 digits and small exponents; 128-bit integer arithmetic for up to 64 bits of
 * digits and exponents of ten within 27, where the power of five fits into 64 bits; integers of any size for the rest.
 */
public final class DoubleParser {
    /** 10^0 to 10^22 are exact as doubles. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int MAX_EXACT_POWER_OF_TEN = 22;
    private static final long MAX_EXACT_INTEGER = 1L << 53;

    /** 5^27 is the largest below 2^63. */
    private static final int MAX_LONG_POWER_OF_FIVE = 27;

    /** Halfway between two doubles has at most 767 significant digits; what follows can only break a tie. */
    private static final int MAX_SIGNIFICANT_DIGITS = 800;

    private final long[] powersOfFive = new long[MAX_LONG_POWER_OF_FIVE + 1];
    private final BigUnsigned dividend = new BigUnsigned();
    private final BigUnsigned divisor = new BigUnsigned();

    public DoubleParser() {
        powersOfFive[0] = 1;
        for (int i = 1; i < powersOfFive.length; i++) {
            powersOfFive[i] = powersOfFive[i - 1] * 5;
        }
    }

    /** The double nearest to the number just scanned; infinite when it is out of range. */
    public double toDouble(DecimalNumber number) {
        double magnitude = magnitude(number);
        // Not by the operator: TeaVM 0.16 subtracts from zero, which makes 0 of 0 where it should make -0.
        return number.isNegative()
                ? Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | Long.MIN_VALUE)
                : magnitude;
    }

    private double magnitude(DecimalNumber number) {
        long significand = number.significand();
        int exponent = number.exponent();
        if (significand == 0) {
            return 0;
        }
        if (!number.isTruncated()) {
            if (significand >= 0 && significand <= MAX_EXACT_INTEGER) {
                if (exponent >= 0 && exponent <= MAX_EXACT_POWER_OF_TEN) {
                    return significand * POWERS_OF_TEN[exponent];
                }
                if (exponent < 0 && exponent >= -MAX_EXACT_POWER_OF_TEN) {
                    return significand / POWERS_OF_TEN[-exponent];
                }
            }
            if (exponent >= -MAX_LONG_POWER_OF_FIVE && exponent <= MAX_LONG_POWER_OF_FIVE) {
                return scale(significand, exponent);
            }
        } else if (exponent >= -MAX_LONG_POWER_OF_FIVE && exponent <= MAX_LONG_POWER_OF_FIVE && significand != -1) {
            // The digits left out put the number between these two.
            double low = scale(significand, exponent);
            double high = scale(significand + 1, exponent);
            if (low == high) {
                return low;
            }
        }
        // 10^-20 <= number / 10^exponent < 10^20, and the range of doubles is 10^-324 to 10^309.
        if (exponent > 310) {
            return Double.POSITIVE_INFINITY;
        }
        if (exponent < -345) {
            return 0;
        }
        return exact(number);
    }

    /** significand (unsigned, not 0) * 10^exponent, |exponent| <= 27. */
    private double scale(long significand, int exponent) {
        int shift = Long.numberOfLeadingZeros(significand);
        long normalized = significand << shift;
        if (exponent >= 0) {
            long five = powersOfFive[exponent];
            long high = multiplyHigh(normalized, five);
            long low = normalized * five;
            if (high == 0) {
                return compose(low, exponent - shift, false);
            }
            int up = Long.numberOfLeadingZeros(high);
            long top = up == 0 ? high : high << up | low >>> (64 - up);
            return compose(top, exponent - shift + 64 - up, low << up != 0);
        }
        long five = powersOfFive[-exponent];
        int fiveShift = Long.numberOfLeadingZeros(five);
        five <<= fiveShift;
        // value = normalized / five * 2^(exponent - shift + fiveShift); the dividend is made to lie in [five / 2,
        // five).
        long high = normalized;
        long low = 0;
        int binary = exponent - shift + fiveShift - 64;
        if (Long.compareUnsigned(normalized, five) >= 0) {
            high = normalized >>> 1;
            low = normalized << 63;
            binary++;
        }
        return divide(high, low, five, binary);
    }

    /** (high * 2^64 + low) / divisor * 2^exponent; the divisor's highest bit is set, divisor / 2 <= high < divisor. */
    private static double divide(long high, long low, long divisor, int exponent) {
        // Schoolbook division by 32-bit digits: two quotient digits, each estimated from the divisor's upper half.
        long divisorHigh = divisor >>> 32;
        long divisorLow = divisor & 0xFFFF_FFFFL;
        long first = quotientDigit(high, low >>> 32, divisorHigh, divisorLow);
        long remainder = (high << 32 | low >>> 32) - first * divisor;
        long second = quotientDigit(remainder, low & 0xFFFF_FFFFL, divisorHigh, divisorLow);
        remainder = (remainder << 32 | (low & 0xFFFF_FFFFL)) - second * divisor;
        return compose(first << 32 | second, exponent, remainder != 0);
    }

    private static long quotientDigit(long dividend, long next, long divisorHigh, long divisorLow) {
        long digit = Long.divideUnsigned(dividend, divisorHigh);
        long rest = dividend - digit * divisorHigh;
        while (digit > 0xFFFF_FFFFL || Long.compareUnsigned(digit * divisorLow, rest << 32 | next) > 0) {
            digit--;
            rest += divisorHigh;
            if (rest > 0xFFFF_FFFFL) {
                break;
            }
        }
        return digit;
    }

    private double exact(DecimalNumber number) {
        boolean rest = number.digitsInto(dividend, MAX_SIGNIFICANT_DIGITS);
        int exponent = number.digitsExponent(MAX_SIGNIFICANT_DIGITS);
        if (exponent >= 0) {
            dividend.multiplyByPowerOfFive(exponent);
            int up = Math.max(0, 64 - dividend.bitLength());
            dividend.shiftLeft(up);
            int below = dividend.bitLength() - 64;
            return compose(dividend.bitsFrom(below), exponent - up + below, rest || dividend.hasBitsBelow(below));
        }
        divisor.set(1);
        divisor.multiplyByPowerOfFive(-exponent);
        // Both to the same number of bits, a multiple of 32, so that the quotient is between 1/2 and 2.
        int bits = Math.max(dividend.bitLength(), divisor.bitLength()) + 31 & ~31;
        int dividendShift = bits - dividend.bitLength();
        int divisorShift = bits - divisor.bitLength();
        dividend.shiftLeft(dividendShift);
        divisor.shiftLeft(divisorShift);
        boolean atLeastOne = dividend.compareTo(divisor) >= 0;
        if (atLeastOne) {
            dividend.subtract(divisor);
        }
        long high = dividend.nextQuotientLimb(divisor, 0) & 0xFFFF_FFFFL;
        long quotient = high << 32 | (dividend.nextQuotientLimb(divisor, 0) & 0xFFFF_FFFFL);
        boolean sticky = rest || !dividend.isZero();
        int binary = exponent - dividendShift + divisorShift - 64;
        if (atLeastOne) {
            sticky |= (quotient & 1) != 0;
            return compose(1L << 63 | quotient >>> 1, binary + 1, sticky);
        }
        return compose(quotient, binary, sticky);
    }

    /**
     * Rounds to a double.
     *
     * @param significand unsigned, highest bit set
     * @param exponent of two: the number is significand * 2^exponent
     * @param sticky whether it is a little more than that
     */
    private static double compose(long significand, int exponent, boolean sticky) {
        int highest = exponent + 63;
        if (highest > Double.MAX_EXPONENT) {
            return Double.POSITIVE_INFINITY;
        }
        boolean normal = highest >= Double.MIN_EXPONENT;
        int dropped = normal ? 11 : 11 + Double.MIN_EXPONENT - highest;
        if (dropped > 64) {
            return 0;
        }
        long kept = dropped == 64 ? 0 : significand >>> dropped;
        long fraction = significand << (64 - dropped);
        // fraction is what is cut off, in units of 2^-64 of the last bit kept: up when above half, or half of an odd
        // one.
        boolean up = fraction < 0 && (fraction << 1 != 0 || sticky || (kept & 1) != 0);
        long mantissa = up ? kept + 1 : kept;
        // The implicit bit of a normal number, and a carry out of the mantissa, add 1 to the exponent as they should.
        long bits = normal ? ((long) (highest + 1022) << 52) + mantissa : mantissa;
        return Double.longBitsToDouble(bits);
    }

    private static long multiplyHigh(long a, long b) {
        long aHigh = a >>> 32;
        long aLow = a & 0xFFFF_FFFFL;
        long bHigh = b >>> 32;
        long bLow = b & 0xFFFF_FFFFL;
        long middle = aHigh * bLow + ((aLow * bLow) >>> 32);
        long carry = aLow * bHigh + (middle & 0xFFFF_FFFFL);
        return aHigh * bHigh + (middle >>> 32) + (carry >>> 32);
    }
}
