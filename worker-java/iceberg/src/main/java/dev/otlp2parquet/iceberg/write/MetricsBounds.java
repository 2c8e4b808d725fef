package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/**
 * Cuts bounds to 16 code points or bytes, Iceberg's default for metrics ({@code truncate(16)}). A lower bound may be
 * any prefix. In a cut upper bound the last part is replaced by the next greater one, so that it stays above all
 * values.
 */
final class MetricsBounds {

    private static final int LENGTH = 16;

    private MetricsBounds() {}

    static byte[] lowerText(byte[] utf8) {
        return Arrays.copyOf(utf8, textCut(utf8));
    }

    /** Returns null if no greater text of this length exists. */
    static byte[] upperText(byte[] utf8) {
        int cut = textCut(utf8);
        if (cut == utf8.length) {
            return utf8;
        }
        while (cut > 0) {
            int start = cut - 1;
            while (start > 0 && (utf8[start] & 0xC0) == 0x80) {
                start--;
            }
            int next = Utf8.decode(utf8, start, cut - start).codePointAt(0) + 1;
            // Surrogates are no characters of a text.
            next = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
            if (next <= Character.MAX_CODE_POINT) {
                byte[] bound = Arrays.copyOf(utf8, start + 4);
                return Arrays.copyOf(bound, Utf8.encodeCodePoint(next, bound, start));
            }
            cut = start;
        }
        return null;
    }

    static byte[] lowerBytes(byte[] bytes) {
        return bytes.length <= LENGTH ? bytes : Arrays.copyOf(bytes, LENGTH);
    }

    /** Returns null if no greater byte string of this length exists. */
    static byte[] upperBytes(byte[] bytes) {
        if (bytes.length <= LENGTH) {
            return bytes;
        }
        for (int last = LENGTH - 1; last >= 0; last--) {
            if (bytes[last] != -1) {
                byte[] bound = Arrays.copyOf(bytes, last + 1);
                bound[last]++;
                return bound;
            }
        }
        return null;
    }

    /** Returns the bytes of the first 16 code points. */
    private static int textCut(byte[] utf8) {
        int codePoints = 0;
        for (int i = 0; i < utf8.length; i++) {
            if ((utf8[i] & 0xC0) != 0x80 && codePoints++ == LENGTH) {
                return i;
            }
        }
        return utf8.length;
    }
}
