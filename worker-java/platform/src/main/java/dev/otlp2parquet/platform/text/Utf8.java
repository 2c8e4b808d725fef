package dev.otlp2parquet.platform.text;

/**
 * UTF-8 (RFC 3629) without {@code java.nio.charset}, which costs 5 KB of Wasm for each direction and is a tenth slower.
 */
public final class Utf8 {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int REPLACEMENT_BYTES = 3;

    private Utf8() {}

    /** Encodes a text. An unpaired surrogate becomes U+FFFD, so the result is always valid. */
    public static byte[] encode(String text) {
        byte[] out = new byte[encodedLength(text)];
        encode(text, out, 0);
        return out;
    }

    /** Returns the number of bytes that {@link #encode(String)} returns. */
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
     * Writes a text as UTF-8.
     *
     * @param out has room for {@link #encodedLength(String)} bytes from {@code offset}
     * @return the offset after the last byte
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
     * Writes one code point: at most 4 bytes.
     *
     * @param codePoint a Unicode scalar value, not a surrogate
     * @return the offset after the last byte
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

    /** Decodes a slice. U+FFFD replaces malformed parts as in {@link #repair}. */
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
            at += size == 0 ? malformedLength(bytes, at, end) : size;
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
     * @return the offset (in {@code bytes}) of the first malformed sequence, or -1
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

    /**
     * Returns the number of bytes that {@link #repair} writes: at most three times the length.
     *
     * @return a long, because no array may be that large
     */
    public static long repairedLength(byte[] bytes, int offset, int length) {
        int end = offset + length;
        long sum = length;
        int at = offset;
        for (int bad = firstMalformed(bytes, at, end - at); bad >= 0; bad = firstMalformed(bytes, at, end - at)) {
            int size = malformedLength(bytes, bad, end);
            sum += REPLACEMENT_BYTES - size;
            at = bad + size;
        }
        return sum;
    }

    /**
     * Copies a text and replaces malformed parts by U+FFFD: one for each maximal subpart of a sequence, and one for
     * each other byte that begins no sequence (Unicode, section 3.9, "U+FFFD Substitution of Maximal Subparts"). The
     * decoder of the WHATWG Encoding Standard does the same.
     *
     * @param out has room for {@link #repairedLength} bytes from {@code target}
     * @return the offset after the last byte
     */
    public static int repair(byte[] bytes, int offset, int length, byte[] out, int target) {
        int end = offset + length;
        int to = target;
        int at = offset;
        for (int bad = firstMalformed(bytes, at, end - at); bad >= 0; bad = firstMalformed(bytes, at, end - at)) {
            System.arraycopy(bytes, at, out, to, bad - at);
            to = encodeCodePoint(REPLACEMENT, out, to + bad - at);
            at = bad + malformedLength(bytes, bad, end);
        }
        System.arraycopy(bytes, at, out, to, end - at);
        return to + end - at;
    }

    /** Returns the length of the maximal subpart at {@code at}, where no well-formed sequence begins: 1 to 3. */
    private static int malformedLength(byte[] bytes, int at, int end) {
        int size = sizeAfter(bytes[at] & 0xFF);
        if (size == 0 || at + 1 == end || !mayFollow(bytes[at] & 0xFF, bytes[at + 1] & 0xFF)) {
            return 1;
        }
        int length = 2;
        while (length < size && at + length < end && (bytes[at + length] & 0xC0) == 0x80) {
            length++;
        }
        return length;
    }

    /** Returns the length of the well-formed multi-byte sequence at {@code at}, or 0 (Unicode, table 3-7). */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int size = sizeAfter(first);
        if (size == 0 || end - at < size || !mayFollow(first, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /** Returns the length of a multi-byte sequence that begins with {@code first}, or 0 if none does. */
    private static int sizeAfter(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    private static boolean mayFollow(int first, int second) {
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return second >= low && second <= high;
    }

    /**
     * Returns the code point of a well-formed sequence.
     *
     * @param size length of the sequence, 1 to 4
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
