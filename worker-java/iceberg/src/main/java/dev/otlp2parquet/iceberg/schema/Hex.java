package dev.otlp2parquet.iceberg.schema;

/** Bytes as hexadecimal digits, upper case as Iceberg's JSON has them. */
public final class Hex {

    private static final String DIGITS = "0123456789ABCDEF";

    private Hex() {}

    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            text.append(DIGITS.charAt((b >> 4) & 0xF)).append(DIGITS.charAt(b & 0xF));
        }
        return text.toString();
    }

    /**
     * Bytes of digits in either case.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static byte[] decode(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        boolean valid = digits.length() % 2 == 0;
        for (int i = 0; i < bytes.length && valid; i++) {
            int high = Character.digit(digits.charAt(2 * i), 16);
            int low = Character.digit(digits.charAt(2 * i + 1), 16);
            valid = high >= 0 && low >= 0;
            bytes[i] = (byte) (high << 4 | low);
        }
        if (!valid) {
            throw new IllegalArgumentException("expected pairs of hexadecimal digits, found " + digits);
        }
        return bytes;
    }
}
