package dev.otlp2parquet.otlp.internal.number;

import java.util.Arrays;

/**
 * An unsigned integer of any size, changed in place: just what exact conversion between decimal and binary needs.
 *
 * <p>The numbers met there stay below 2^4096 (800 decimal digits, 5^1200), so the simplest algorithms do.
 */
final class BigUnsigned {
    private static final long MASK = 0xFFFF_FFFFL;
    /** The largest power of five in 31 bits, 5^13. */
    private static final int FIVE_TO_13 = 1_220_703_125;

    /** Little-endian 32-bit limbs; those from {@link #size} on are garbage. */
    private int[] limbs = new int[8];

    private int size;

    void set(long value) {
        limbs[0] = (int) value;
        limbs[1] = (int) (value >>> 32);
        size = limbs[1] != 0 ? 2 : limbs[0] != 0 ? 1 : 0;
    }

    int bitLength() {
        return size == 0 ? 0 : size * 32 - Integer.numberOfLeadingZeros(limbs[size - 1]);
    }

    int compareTo(BigUnsigned other) {
        if (size != other.size) {
            return size < other.size ? -1 : 1;
        }
        for (int i = size - 1; i >= 0; i--) {
            int order = Integer.compareUnsigned(limbs[i], other.limbs[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    boolean isZero() {
        return size == 0;
    }

    /** this = this * factor + addend, both unsigned 32-bit. */
    void multiplyAdd(int factor, int addend) {
        long f = factor & MASK;
        long carry = addend & MASK;
        for (int i = 0; i < size; i++) {
            carry += (limbs[i] & MASK) * f;
            limbs[i] = (int) carry;
            carry >>>= 32;
        }
        if (carry != 0) {
            reserve(size + 1);
            limbs[size++] = (int) carry;
        }
    }

    /** this = this * 5^exponent, exponent >= 0. */
    void multiplyByPowerOfFive(int exponent) {
        int left = exponent;
        for (; left >= 13; left -= 13) {
            multiplyAdd(FIVE_TO_13, 0);
        }
        for (; left > 0; left--) {
            multiplyAdd(5, 0);
        }
    }

    /** this = this * 2^bits, bits >= 0. */
    void shiftLeft(int bits) {
        if (size == 0 || bits == 0) {
            return;
        }
        int whole = bits >>> 5;
        int part = bits & 31;
        reserve(size + whole + 1);
        System.arraycopy(limbs, 0, limbs, whole, size);
        Arrays.fill(limbs, 0, whole, 0);
        size += whole;
        if (part != 0) {
            int carry = 0;
            for (int i = whole; i < size; i++) {
                int limb = limbs[i];
                limbs[i] = limb << part | carry;
                carry = limb >>> (32 - part);
            }
            if (carry != 0) {
                limbs[size++] = carry;
            }
        }
    }

    /** this = this + other. */
    void add(BigUnsigned other) {
        int longest = Math.max(size, other.size);
        reserve(longest + 1);
        Arrays.fill(limbs, size, longest + 1, 0);
        long carry = 0;
        for (int i = 0; i < longest; i++) {
            carry += (limbs[i] & MASK) + (i < other.size ? other.limbs[i] & MASK : 0);
            limbs[i] = (int) carry;
            carry >>>= 32;
        }
        limbs[longest] = (int) carry;
        size = longest + 1;
        normalize();
    }

    /** this = this - other, other <= this. */
    void subtract(BigUnsigned other) {
        long borrow = 0;
        for (int i = 0; i < size; i++) {
            borrow += (limbs[i] & MASK) - (i < other.size ? other.limbs[i] & MASK : 0);
            limbs[i] = (int) borrow;
            borrow >>= 32;
        }
        normalize();
    }

    void copyFrom(BigUnsigned other) {
        reserve(other.size);
        System.arraycopy(other.limbs, 0, limbs, 0, other.size);
        size = other.size;
    }

    /**
     * Divides: this = (this * 2^32 + next) mod divisor.
     *
     * @param divisor greater than this, its highest limb with the highest bit set
     * @param next 32 unsigned bits
     * @return (this * 2^32 + next) / divisor, 32 unsigned bits
     */
    int nextQuotientLimb(BigUnsigned divisor, int next) {
        shiftLeft(32);
        if (next != 0) {
            limbs[0] = next;
            size = Math.max(size, 1);
        }
        int n = divisor.size;
        // An estimate from the highest limbs is at most 2 too large (Knuth, The Art of Computer Programming, 4.3.1).
        long high = (size > n ? (limbs[n] & MASK) << 32 : 0) | (size >= n ? limbs[n - 1] & MASK : 0);
        long quotient = Long.divideUnsigned(high, divisor.limbs[n - 1] & MASK);
        if (quotient > MASK) {
            quotient = MASK;
        }
        reserve(n + 1);
        Arrays.fill(limbs, size, n + 1, 0);
        size = n + 1;
        long borrow = 0;
        long carry = 0;
        for (int i = 0; i <= n; i++) {
            carry += i < n ? (divisor.limbs[i] & MASK) * quotient : 0;
            borrow += (limbs[i] & MASK) - (carry & MASK);
            carry >>>= 32;
            limbs[i] = (int) borrow;
            borrow >>= 32;
        }
        while (borrow < 0) {
            quotient--;
            long sum = 0;
            for (int i = 0; i <= n; i++) {
                sum += (limbs[i] & MASK) + (i < n ? divisor.limbs[i] & MASK : 0);
                limbs[i] = (int) sum;
                sum >>>= 32;
            }
            borrow += sum;
        }
        normalize();
        return (int) quotient;
    }

    /** A limb of 32 bits, 0 the lowest; those beyond the number are 0. */
    int limb(int index) {
        return index < size ? limbs[index] : 0;
    }

    /** this = this / 2^(32 * count), without the rest. */
    void dropLimbs(int count) {
        int kept = Math.max(size - count, 0);
        System.arraycopy(limbs, size - kept, limbs, 0, kept);
        size = kept;
    }

    /** The 64 bits from a bit on, those below it cut off. */
    long bitsFrom(int bit) {
        int index = bit >>> 5;
        int part = bit & 31;
        long bits = (limb(index) & MASK) | (long) limb(index + 1) << 32;
        return part == 0 ? bits : bits >>> part | (long) limb(index + 2) << (64 - part);
    }

    /** Whether any bit below a bit is set. */
    boolean hasBitsBelow(int bit) {
        int index = bit >>> 5;
        for (int i = 0; i < Math.min(index, size); i++) {
            if (limbs[i] != 0) {
                return true;
            }
        }
        return (bit & 31) != 0 && limb(index) << (32 - (bit & 31)) != 0;
    }

    private void normalize() {
        while (size > 0 && limbs[size - 1] == 0) {
            size--;
        }
    }

    private void reserve(int count) {
        if (count > limbs.length) {
            limbs = Arrays.copyOf(limbs, Math.max(count, limbs.length * 2));
        }
    }
}
