package dev.otlp2parquet.ingest.store;

/** Lower-case hexadecimal digits. */
public final class Hex {

    private static final String DIGITS = "0123456789abcdef";

    private Hex() {}

    /**
     * The bytes that {@link #of} gave the digits of.
     *
     * @throws IllegalArgumentException for another text
     */
    public static byte[] parse(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = DIGITS.indexOf(digits.charAt(2 * i));
            int low = DIGITS.indexOf(digits.charAt(2 * i + 1));
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("expected hexadecimal digits");
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    /** The first {@code count} bytes as {@code 2 * count} digits. */
    public static String of(byte[] bytes, int count) {
        char[] text = new char[2 * count];
        for (int i = 0; i < count; i++) {
            text[2 * i] = DIGITS.charAt((bytes[i] >> 4) & 15);
            text[2 * i + 1] = DIGITS.charAt(bytes[i] & 15);
        }
        return new String(text);
    }
}
