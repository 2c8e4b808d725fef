package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.platform.text.Ascii;

/** Content-Length (RFC 9110, section 8.6). */
public final class ContentLength {

    private static final int MAX_DIGITS = 18;

    private ContentLength() {}

    /** The number; {@link Long#MAX_VALUE} if it has more digits than a long holds for certain; -1 if it is not a number. */
    public static long parse(String value) {
        String digits = Ascii.trim(value);
        if (digits.isEmpty()) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            length = i < MAX_DIGITS ? length * 10 + (c - '0') : Long.MAX_VALUE;
        }
        return length;
    }
}
