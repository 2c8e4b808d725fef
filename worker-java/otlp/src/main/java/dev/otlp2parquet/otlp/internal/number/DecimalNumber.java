package dev.otlp2parquet.otlp.internal.number;

/**
 * A number in the grammar of JSON (RFC 8259, section 6), scanned from bytes and held as {@code significand *
 * 10^exponent}.
 *
 * <p>Reused: a scan replaces what the previous one found. The bytes scanned must stay unchanged while the number is used.
 */
public final class DecimalNumber {
    /** 2^64 - 1 = 18446744073709551615: below this, a further digit fits into the significand. */
    private static final long MAX_TENTH = 1_844_674_407_370_955_161L;

    private static final long ROOM_FOR_A_DIGIT = 100_000_000_000_000_000L;

    /** An exponent beyond this, or more digits than this, is as good as infinite. */
    private static final int EXPONENT_BOUND = 100_000_000;

    private byte[] array;
    private int digitsStart;
    private int digitsEnd;
    private boolean negative;
    private boolean integer;
    private long significand;
    private int exponent;
    private boolean truncated;
    /** Exponent of the last digit between digitsStart and digitsEnd. */
    private int lastDigitExponent;

    /**
     * Scans a number that begins at {@code from}.
     *
     * @return where it ends (the first byte that does not belong to it, or {@code to}), or, when there is no number, {@code
     *     -1 - position} of the byte that is wrong ({@code to} when the number is cut short)
     */
    public int scan(byte[] bytes, int from, int to) {
        array = bytes;
        significand = 0;
        exponent = 0;
        truncated = false;
        negative = from < to && bytes[from] == '-';
        integer = true;
        int p = negative ? from + 1 : from;
        digitsStart = p;
        if (p == to || !isDigit(bytes[p])) {
            return -1 - p;
        }
        if (bytes[p] == '0') {
            p++;
        } else {
            p = digits(p, to, 0);
        }
        digitsEnd = p;
        int fractionDigits = 0;
        if (p < to && bytes[p] == '.') {
            int first = p + 1;
            if (first == to || !isDigit(bytes[first])) {
                return -1 - first;
            }
            integer = false;
            p = digits(first, to, -1);
            digitsEnd = p;
            fractionDigits = p - first;
        }
        lastDigitExponent = -fractionDigits;
        if (p < to && (bytes[p] == 'e' || bytes[p] == 'E')) {
            p = exponent(p + 1, to);
        }
        return p;
    }

    public boolean isNegative() {
        return negative;
    }

    /** Whether there is neither a fraction nor an exponent in the text. */
    public boolean isPlainInteger() {
        return integer;
    }

    /** The digits from the first that is not 0 on, as many as fit into 64 unsigned bits. */
    public long significand() {
        return significand;
    }

    /** Exponent of ten of {@link #significand}. */
    public int exponent() {
        return exponent;
    }

    /** Whether digits other than 0 did not fit into the significand. */
    public boolean isTruncated() {
        return truncated;
    }

    /**
     * Whether the magnitude is a whole number that fits into 64 unsigned bits; {@link #wholeMagnitude} is then that number.
     */
    public boolean isWhole64() {
        if (truncated) {
            return false;
        }
        if (significand == 0) {
            return true;
        }
        long value = significand;
        int left = exponent;
        while (left < 0) {
            long tenth = Long.divideUnsigned(value, 10);
            if (tenth * 10 != value) {
                return false;
            }
            value = tenth;
            left++;
        }
        while (left > 0) {
            if (Long.compareUnsigned(value, MAX_TENTH) > 0) {
                return false;
            }
            value *= 10;
            left--;
        }
        significand = value;
        exponent = 0;
        return true;
    }

    /** The magnitude, after {@link #isWhole64} has said that it is one; unsigned. */
    public long wholeMagnitude() {
        return significand;
    }

    private int digits(int from, int to, int exponentStep) {
        byte[] bytes = array;
        long value = significand;
        int scale = exponent;
        int p = from;
        while (p < to) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            // The signed comparison decides for up to 17 digits; negative is 2^63 and more.
            if ((value >= 0 && value < ROOM_FOR_A_DIGIT) || (!truncated && hasRoom(value, digit))) {
                value = value * 10 + digit;
                scale += exponentStep;
            } else {
                // From the first digit that does not fit, digits only move the exponent.
                if (digit != 0) {
                    truncated = true;
                }
                scale += exponentStep + 1;
            }
            p++;
        }
        significand = value;
        exponent = scale;
        return p;
    }

    private static boolean hasRoom(long value, int digit) {
        return Long.compareUnsigned(value, MAX_TENTH) < 0 || (value == MAX_TENTH && digit <= 5);
    }

    private int exponent(int from, int to) {
        int p = from;
        boolean negativeExponent = false;
        if (p < to && (array[p] == '-' || array[p] == '+')) {
            negativeExponent = array[p] == '-';
            p++;
        }
        if (p == to || !isDigit(array[p])) {
            return -1 - p;
        }
        integer = false;
        int value = 0;
        while (p < to && isDigit(array[p])) {
            value = Math.min(value * 10 + array[p] - '0', EXPONENT_BOUND);
            p++;
        }
        int signed = negativeExponent ? -value : value;
        exponent += signed;
        lastDigitExponent += signed;
        return p;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /**
     * Reads up to {@code limit} significant digits.
     *
     * @return whether one of the digits left out is not 0
     */
    boolean digitsInto(BigUnsigned target, int limit) {
        target.set(0);
        int p = firstSignificant();
        int count = 0;
        int chunk = 0;
        int scale = 1;
        for (; p < digitsEnd && count < limit; p++) {
            if (array[p] == '.') {
                continue;
            }
            chunk = chunk * 10 + array[p] - '0';
            scale *= 10;
            count++;
            if (scale == 1_000_000_000) {
                target.multiplyAdd(scale, chunk);
                chunk = 0;
                scale = 1;
            }
        }
        target.multiplyAdd(scale, chunk);
        for (; p < digitsEnd; p++) {
            if (array[p] != '.' && array[p] != '0') {
                return true;
            }
        }
        return false;
    }

    /** Exponent of ten of the number that {@link #digitsInto} makes. */
    int digitsExponent(int limit) {
        int count = 0;
        for (int p = firstSignificant(); p < digitsEnd; p++) {
            if (array[p] != '.') {
                count++;
            }
        }
        return lastDigitExponent + Math.max(0, count - limit);
    }

    private int firstSignificant() {
        int p = digitsStart;
        while (p < digitsEnd && (array[p] == '0' || array[p] == '.')) {
            p++;
        }
        return p;
    }
}
