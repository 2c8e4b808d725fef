package dev.otlp2parquet.ingest.store;

/** Lower-case hexadecimal digits. */
public final class Hex {

    private static final String DIGITS = "0123456789abcdef";

    private Hex() {}

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
