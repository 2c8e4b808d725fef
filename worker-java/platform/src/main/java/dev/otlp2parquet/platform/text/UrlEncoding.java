package dev.otlp2parquet.platform.text;

/** Percent-encoding (RFC 3986, section 2): everything but unreserved characters, by bytes of UTF-8. */
public final class UrlEncoding {

    private static final String HEX = "0123456789ABCDEF";

    private UrlEncoding() {}

    /** Encodes a name or a value. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** Encodes all segments of a path. Each {@code /} stays. */
    public static String encodePath(String path) {
        return encode(path, true);
    }

    private static String encode(String text, boolean keepSlash) {
        StringBuilder out = new StringBuilder();
        for (byte b : Utf8.encode(text)) {
            if (isUnreserved(b) || (keepSlash && b == '/')) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return out.toString();
    }

    /** Encodes {@code name=value} pairs as a query or form. */
    public static String pairs(String... namesAndValues) {
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
    public static String decode(String text) {
        return decode(text, false);
    }

    /** Decodes a part of a query or form, where {@code +} is a space. Malformed parts stay unchanged. */
    public static String decodeForm(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsSpace) {
        byte[] bytes = Utf8.encode(text);
        byte[] out = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? Hex.digit(bytes[i + 1]) : -1;
            int low = high >= 0 ? Hex.digit(bytes[i + 2]) : -1;
            if (low >= 0) {
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = plusIsSpace && bytes[i] == '+' ? (byte) ' ' : bytes[i];
            }
        }
        return Utf8.decode(out, 0, length);
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
