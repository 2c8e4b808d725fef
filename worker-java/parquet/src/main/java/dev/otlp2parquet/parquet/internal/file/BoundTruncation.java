package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/**
 * Shorter bounds of byte strings (parquet.thrift, {@code Statistics.min_value}: a bound need not be a value of the column). Text
 * is cut between characters and stays valid UTF-8, whose byte order is the order of its code points.
 */
final class BoundTruncation {

    private static final int MAX_CODE_POINT = 0x10FFFF;

    private BoundTruncation() {}

    /** A value's longest prefix of at most {@code maxBytes} bytes: not greater than the value. The value itself if it fits. */
    static byte[] lower(byte[] value, int maxBytes, boolean text) {
        if (value.length <= maxBytes) {
            return value;
        }
        return Arrays.copyOf(value, text ? characterEnd(value, maxBytes) : maxBytes);
    }

    /**
     * The least byte string, of at most {@code maxBytes} bytes, that is greater than all strings with the value's prefix: the
     * prefix with its last byte or character raised. The value itself if it fits.
     *
     * @return null if there is none: nothing in the prefix can be raised
     */
    static byte[] upper(byte[] value, int maxBytes, boolean text) {
        if (value.length <= maxBytes) {
            return value;
        }
        int end = characterEnd(value, maxBytes);
        // What is called text but is none is ordered by its bytes all the same.
        return text && Utf8.firstMalformed(value, 0, end) < 0
                ? raiseText(value, end, maxBytes)
                : raiseBytes(value, maxBytes);
    }

    private static byte[] raiseBytes(byte[] value, int length) {
        for (int last = length - 1; last >= 0; last--) {
            if (value[last] != (byte) 0xFF) {
                byte[] raised = Arrays.copyOf(value, last + 1);
                raised[last]++;
                return raised;
            }
        }
        return null;
    }

    private static byte[] raiseText(byte[] value, int length, int maxBytes) {
        int end = length;
        while (end > 0) {
            int from = end - 1;
            while (from > 0 && isContinuation(value[from])) {
                from--;
            }
            int next = nextCodePoint(Utf8.codePointAt(value, from, end - from));
            if (next <= MAX_CODE_POINT) {
                byte[] raised = Arrays.copyOf(value, from + 4);
                int raisedEnd = Utf8.encodeCodePoint(next, raised, from);
                // U+007F becomes a character of two bytes, and so on: where it does not fit, one before it is raised.
                if (raisedEnd <= maxBytes) {
                    return Arrays.copyOf(raised, raisedEnd);
                }
            }
            end = from;
        }
        return null;
    }

    /** Surrogates are no characters. */
    private static int nextCodePoint(int codePoint) {
        return codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
    }

    /** Length of the longest prefix of at most {@code maxBytes} bytes that does not end within a character. */
    private static int characterEnd(byte[] value, int maxBytes) {
        int end = maxBytes;
        while (end > 0 && isContinuation(value[end])) {
            end--;
        }
        return end;
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
