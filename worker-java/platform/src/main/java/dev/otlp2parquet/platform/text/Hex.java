package dev.otlp2parquet.platform.text;

/** Hexadecimal digits. */
public final class Hex {

    private static final String LOWER = "0123456789abcdef";
    private static final String UPPER = "0123456789ABCDEF";

    private Hex() {}

    /** Returns all bytes as digits in lower case. */
    public static String of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    /** Returns the first {@code count} bytes as {@code 2 * count} digits in lower case. */
    public static String of(byte[] bytes, int count) {
        return digits(bytes, count, LOWER);
    }

    /** Returns all bytes as digits in upper case. */
    public static String upperCase(byte[] bytes) {
        return digits(bytes, bytes.length, UPPER);
    }

    private static String digits(byte[] bytes, int count, String digits) {
        char[] text = new char[2 * count];
        for (int i = 0; i < count; i++) {
            text[2 * i] = digits.charAt((bytes[i] >> 4) & 15);
            text[2 * i + 1] = digits.charAt(bytes[i] & 15);
        }
        return new String(text);
    }

    /**
     * Parses digits in either case.
     *
     * @throws IllegalArgumentException if the text contains anything else
     */
    public static byte[] parse(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        boolean valid = digits.length() % 2 == 0;
        for (int i = 0; i < bytes.length && valid; i++) {
            int high = digit(digits.charAt(2 * i));
            int low = digit(digits.charAt(2 * i + 1));
            valid = high >= 0 && low >= 0;
            bytes[i] = (byte) (high << 4 | low);
        }
        if (!valid) {
            throw new IllegalArgumentException("expected pairs of hexadecimal digits, found " + digits);
        }
        return bytes;
    }

    /** Returns the value of a digit in either case, or -1. */
    public static int digit(int character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
