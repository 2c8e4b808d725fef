package dev.otlp2parquet.parquet.bytes;

/**
 * UTF-8 (RFC 3629) without {@code java.nio.charset}, whose decoder costs 5 KB of Wasm each way and a tenth of the speed.
 */
public final class Utf8 {

    private static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /** The text as UTF-8. An unpaired surrogate becomes U+FFFD, so that the result is always valid. */
    public static byte[] encode(String text) {
        byte[] out = new byte[encodedLength(text)];
        encode(text, out, 0);
        return out;
    }

    /** Bytes that {@link #encode(String)} returns. */
    public static int encodedLength(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (isPair(text, i)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /**
     * Writes the text as UTF-8.
     *
     * @param out has room for {@link #encodedLength(String)} bytes from {@code offset}
     * @return the offset behind the last byte written
     */
    public static int encode(String text, byte[] out, int offset) {
        int at = offset;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                out[at++] = (byte) c;
                continue;
            }
            if (isPair(text, i)) {
                c = Character.toCodePoint((char) c, text.charAt(++i));
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                c = REPLACEMENT;
            }
            at = encodeCodePoint(c, out, at);
        }
        return at;
    }

    /**
     * Writes one code point, at most 4 bytes.
     *
     * @param codePoint a Unicode scalar value: no surrogate
     * @return the offset behind the last byte written
     */
    public static int encodeCodePoint(int codePoint, byte[] out, int offset) {
        int at = offset;
        if (codePoint < 0x80) {
            out[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            out[at++] = (byte) (0xC0 | (codePoint >> 6));
            out[at++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x10000) {
            out[at++] = (byte) (0xE0 | (codePoint >> 12));
            out[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            out[at++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            out[at++] = (byte) (0xF0 | (codePoint >> 18));
            out[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            out[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            out[at++] = (byte) (0x80 | (codePoint & 0x3F));
        }
        return at;
    }

    /** The text of a slice; each byte that is not part of a well-formed sequence becomes one U+FFFD. */
    public static String decode(byte[] bytes, int offset, int length) {
        char[] chars = new char[length];
        int end = offset + length;
        int count = 0;
        int at = offset;
        while (at < end) {
            byte b = bytes[at];
            if (b >= 0) {
                chars[count++] = (char) b;
                at++;
                continue;
            }
            int size = sequenceLength(bytes, at, end);
            int codePoint = size == 0 ? REPLACEMENT : codePointAt(bytes, at, size);
            at += Math.max(size, 1);
            if (codePoint < 0x10000) {
                chars[count++] = (char) codePoint;
            } else {
                chars[count++] = Character.highSurrogate(codePoint);
                chars[count++] = Character.lowSurrogate(codePoint);
            }
        }
        return new String(chars, 0, count);
    }

    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /**
     * Checks that a slice is well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
     *
     * @return the offset (in {@code bytes}) of the first byte of the first malformed sequence, or -1
     */
    public static int firstMalformed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            // Text is mostly ASCII: four bytes a step, one test of their sign bits.
            while (at + 4 <= end && (bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3]) >= 0) {
                at += 4;
            }
            if (at == end) {
                break;
            }
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int size = sequenceLength(bytes, at, end);
            if (size == 0) {
                return at;
            }
            at += size;
        }
        return -1;
    }

    /** Length of the well-formed multi-byte sequence at {@code at}, or 0 (Unicode, table 3-7). */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (end - at < size) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /**
     * The code point of a well-formed sequence.
     *
     * @param size bytes of the sequence, 1 to 4
     */
    public static int codePointAt(byte[] bytes, int at, int size) {
        if (size == 1) {
            return bytes[at];
        }
        int value = bytes[at] & (size == 2 ? 0x1F : size == 3 ? 0x0F : 0x07);
        for (int i = 1; i < size; i++) {
            value = (value << 6) | (bytes[at + i] & 0x3F);
        }
        return value;
    }

    private static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }
}
