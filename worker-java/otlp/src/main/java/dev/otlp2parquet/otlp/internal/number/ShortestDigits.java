package dev.otlp2parquet.otlp.internal.number;

/**
 * The shortest decimal that reads back as a given double, and of those the nearest to it.
 *
 * <p>The idea of Adams 2018 ("Ryu: fast float-to-string conversion"): scale the double, and the ends of the interval that
 * rounds to it, to integers of 18 digits, then drop digits as long as the interval holds a number that ends there. Ryu has
 * tables of powers of five cut off to 128 bits; here the powers are computed whole, which takes a microsecond and no tables.
 */
final class ShortestDigits {
    private static final double LOG10_OF_2 = 0.30102999566398120;
    private static final long TEN_TO_18 = 1_000_000_000_000_000_000L;

    private final BigUnsigned power = new BigUnsigned();
    private final BigUnsigned product = new BigUnsigned();
    private final BigUnsigned part = new BigUnsigned();
    private long digits;

    /** What {@link #scale} found: the whole part, unsigned, and whether there is a fraction besides. */
    private long whole;

    private boolean fraction;

    /**
     * Finds the digits of a positive finite double.
     *
     * @return the exponent of ten of the last digit
     */
    int find(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long stored = bits & (1L << 52) - 1;
        int biased = (int) (bits >>> 52);
        long mantissa = biased == 0 ? stored : stored | 1L << 52;
        // In quarters of the last bit, so that the middles between neighbours are whole.
        int exponent = (biased == 0 ? 1 : biased) - 1077;
        // The double below a power of two is nearer than the one above, but for the smallest normal number.
        long below = stored == 0 && biased > 1 ? 1 : 2;
        // A reader rounds half to even, so the ends of the interval belong to an even mantissa.
        boolean inclusive = (mantissa & 1) == 0;

        int highestBit = exponent + 65 - Long.numberOfLeadingZeros(mantissa);
        int decimals = 17 - (int) Math.floor(highestBit * LOG10_OF_2);
        power.set(1);
        power.multiplyByPowerOfFive(Math.abs(decimals));
        int shift = exponent + decimals;

        scale(mantissa * 4, decimals, shift);
        boolean large = Long.compareUnsigned(whole, TEN_TO_18) >= 0;
        long exact = endScale(large);
        boolean aboveExact = fraction;
        scale(mantissa * 4 - below, decimals, shift);
        long lowest = endScale(large);
        if (fraction || !inclusive) {
            lowest++;
        }
        scale(mantissa * 4 + 2, decimals, shift);
        long highest = endScale(large);
        if (!fraction && !inclusive) {
            highest--;
        }

        long unit = 1;
        int dropped = 0;
        // 18 digits are more than any double needs, so at least one goes.
        while (highest / (unit * 10) * (unit * 10) >= lowest) {
            unit *= 10;
            dropped++;
        }
        long down = exact / unit * unit;
        long rest = exact - down;
        long half = unit / 2;
        boolean upIsNearer = rest > half || (rest == half && (aboveExact || (down / unit & 1) != 0));
        boolean up = down < lowest || (upIsNearer && down + unit <= highest);
        digits = up ? down / unit + 1 : down / unit;
        return dropped - decimals + (large ? 1 : 0);
    }

    /** The digits as an integer, at most 17 of them; the last is not 0. */
    long digits() {
        return digits;
    }

    /** Computes number * 2^(shift - decimals) * 10^decimals, which is below 2^64. */
    private void scale(long number, int decimals, int shift) {
        if (decimals < 0) {
            divide(number, shift);
            return;
        }
        product.copyFrom(power);
        product.multiplyAdd((int) number, 0);
        part.copyFrom(power);
        part.multiplyAdd((int) (number >>> 32), 0);
        part.shiftLeft(32);
        product.add(part);
        if (shift >= 0) {
            product.shiftLeft(shift);
        }
        whole = product.bitsFrom(Math.max(-shift, 0));
        fraction = product.hasBitsBelow(Math.max(-shift, 0));
    }

    private void divide(long number, int shift) {
        // To a divisor whose highest limb is full, as the division wants it.
        int align = -power.bitLength() & 31;
        product.set(number);
        product.shiftLeft(shift + align);
        part.copyFrom(power);
        part.shiftLeft(align);
        int next = product.limb(1);
        int last = product.limb(0);
        product.dropLimbs(2);
        long high = product.nextQuotientLimb(part, next) & 0xFFFF_FFFFL;
        whole = high << 32 | (product.nextQuotientLimb(part, last) & 0xFFFF_FFFFL);
        fraction = !product.isZero();
    }

    /** The number just scaled, without its last digit if it was found to have one more than 18. */
    private long endScale(boolean large) {
        if (!large) {
            return whole;
        }
        long tenth = Long.divideUnsigned(whole, 10);
        fraction |= tenth * 10 != whole;
        return tenth;
    }
}
