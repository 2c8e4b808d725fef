package dev.otlp2parquet.otlp.internal.decode;

/**
 * Valid UTF-8 as a JSON string, with its quotes (RFC 8259, section 7). Only what must be escaped is, in the way of ECMAScript's
 * {@code JSON.stringify}. The length comes first, so that whoever owns the target makes room for exactly that.
 */
public final class JsonString {
    private JsonString() {}

    /** Bytes that {@link #write} writes. */
    public static int length(byte[] text, int offset, int length) {
        int bytes = length + 2;
        for (int i = offset; i < offset + length; i++) {
            byte b = text[i];
            if (isEscaped(b)) {
                bytes += letter(b) == 0 ? 5 : 1;
            }
        }
        return bytes;
    }

    /**
     * Writes the string.
     *
     * @param out has room for {@link #length} bytes from {@code at}
     * @return the place behind the string
     */
    public static int write(byte[] text, int offset, int length, byte[] out, int at) {
        int p = at;
        out[p++] = '"';
        int end = offset + length;
        int copied = offset;
        for (int i = offset; i < end; i++) {
            byte b = text[i];
            if (isEscaped(b)) {
                System.arraycopy(text, copied, out, p, i - copied);
                p = escape(b, out, p + i - copied);
                copied = i + 1;
            }
        }
        System.arraycopy(text, copied, out, p, end - copied);
        p += end - copied;
        out[p++] = '"';
        return p;
    }

    private static boolean isEscaped(byte b) {
        return b == '"' || b == '\\' || (b >= 0 && b < ' ');
    }

    private static int escape(byte b, byte[] out, int at) {
        out[at] = '\\';
        int letter = letter(b);
        if (letter != 0) {
            out[at + 1] = (byte) letter;
            return at + 2;
        }
        out[at + 1] = 'u';
        out[at + 2] = '0';
        out[at + 3] = '0';
        out[at + 4] = HexDigits.LOWER[b >> 4];
        out[at + 5] = HexDigits.LOWER[b & 15];
        return at + 6;
    }

    /** What stands behind the backslash, or 0 where four hex digits do. */
    private static int letter(byte b) {
        return switch (b) {
            case '"', '\\' -> b;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
    }
}
