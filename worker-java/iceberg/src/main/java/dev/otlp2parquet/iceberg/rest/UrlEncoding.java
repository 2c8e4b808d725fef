package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.text.Utf8;

/** Percent-encoding (RFC 3986, section 2): everything but unreserved characters. */
final class UrlEncoding {

    private static final String HEX = "0123456789ABCDEF";

    private UrlEncoding() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : Utf8.encode(text)) {
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            boolean digit = b >= '0' && b <= '9';
            if (letter || digit || b == '-' || b == '.' || b == '_' || b == '~') {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return out.toString();
    }

    /** Encodes {@code name=value} pairs as a query or form. */
    static String pairs(String... namesAndValues) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (i > 0) {
                out.append('&');
            }
            out.append(encode(namesAndValues[i])).append('=').append(encode(namesAndValues[i + 1]));
        }
        return out.toString();
    }

    /** Decodes a percent-encoded text. Malformed parts stay unchanged. */
    static String decode(String text) {
        byte[] bytes = Utf8.encode(text);
        byte[] out = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? Character.digit((char) bytes[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit((char) bytes[i + 2], 16) : -1;
            if (low >= 0) {
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = bytes[i];
            }
        }
        return Utf8.decode(out, 0, length);
    }
}
