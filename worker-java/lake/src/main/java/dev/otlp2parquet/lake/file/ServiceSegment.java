package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.platform.text.Ascii;

/**
 * The key segment of a service's name. It keeps {@code [A-Za-z0-9._-]} and writes every other byte of the UTF-8 as
 * {@code %XX}. It is never {@code .} or {@code ..}, never empty, and at most 128 bytes. A longer segment is cut before
 * the character that would exceed the limit, so it always decodes to whole characters. Names with the same cut segment
 * share it; a hash in the file name distinguishes their files.
 */
final class ServiceSegment {

    private static final int MAX_BYTES = 128;
    private static final int MAX_CHARACTER = 4;
    private static final String HEX = "0123456789ABCDEF";
    /**
     * The name that schema.md gives to a service without a name. A service with an empty name gets the same segment.
     */
    private static final String UNKNOWN = "unknown_service";

    private ServiceSegment() {}

    /** @param utf8 contains the name in {@code [offset, offset + length)} */
    static String of(byte[] utf8, int offset, int length) {
        if (length == 0) {
            return UNKNOWN;
        }
        StringBuilder segment = new StringBuilder(length + 16);
        int end = offset + length;
        int i = offset;
        while (i < end) {
            int next = i + 1;
            while (next < end && next < i + MAX_CHARACTER && isContinuation(utf8[next])) {
                next++;
            }
            int size = next == i + 1 && isKept(utf8[i]) ? 1 : 3 * (next - i);
            if (segment.length() + size > MAX_BYTES) {
                break;
            }
            if (size == 1) {
                segment.append((char) utf8[i]);
            } else {
                for (; i < next; i++) {
                    escape(segment, utf8[i]);
                }
            }
            i = next;
        }
        String text = segment.toString();
        return text.equals(".") || text.equals("..") ? text.length() == 1 ? "%2E" : "%2E%2E" : text;
    }

    /** Returns whether a segment contains the whole name, so that no other name has the same segment. */
    static boolean isWhole(String segment, byte[] utf8) {
        int characters = 0;
        for (byte b : utf8) {
            characters += isKept(b) ? 1 : 3;
        }
        // The dots that are no path, and the stand-in for no name, are names that somebody may have too.
        boolean dots = segment.equals("%2E") || segment.equals("%2E%2E");
        return utf8.length > 0 && (dots || characters == segment.length());
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    private static boolean isKept(byte b) {
        char c = (char) (b & 0xff);
        return Ascii.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }

    private static void escape(StringBuilder out, byte b) {
        out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
    }
}
