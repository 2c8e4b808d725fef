package dev.otlp2parquet.parquet.internal.encoding;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * DELTA_BYTE_ARRAY (Encodings.md, "Delta Strings: (DELTA_BYTE_ARRAY = 7)"): the length of the prefix that each value
 * shares with the previous one, in DELTA_BINARY_PACKED, then the rest of each value in DELTA_LENGTH_BYTE_ARRAY. For
 * values that are sorted or share long prefixes.
 */
public final class DeltaByteArrayEncoder {

    private final DeltaLengthByteArrayEncoder suffixes;
    private int[] prefixLengths = {};

    /** @param widthStep of the lengths' miniblocks, as {@link DeltaBinaryPackedEncoder} takes it */
    public DeltaByteArrayEncoder(int widthStep) {
        suffixes = new DeltaLengthByteArrayEncoder(widthStep);
    }

    /**
     * Appends values.
     *
     * @param bytes holds value i in {@code lengths[i]} bytes from {@code starts[i]} on
     * @param starts overwritten, like {@code lengths}
     * @param count number of values
     * @return number of bytes that the lengths of both kinds take
     */
    public int write(byte[] bytes, int[] starts, int[] lengths, int count, ByteSink sink) {
        if (count > prefixLengths.length) {
            prefixLengths = new int[count];
        }
        int previousStart = 0;
        int previousLength = 0;
        for (int i = 0; i < count; i++) {
            int start = starts[i];
            int length = lengths[i];
            int prefix = commonPrefix(bytes, previousStart, previousLength, start, length);
            prefixLengths[i] = prefix;
            starts[i] = start + prefix;
            lengths[i] = length - prefix;
            previousStart = start;
            previousLength = length;
        }
        int from = sink.size();
        suffixes.writeLengths(prefixLengths, count, sink);
        int prefixes = sink.size() - from;
        return prefixes + suffixes.write(bytes, starts, lengths, count, sink);
    }

    /** Returns the length of the common prefix of two slices of an array. */
    public static int commonPrefix(byte[] bytes, int aStart, int aLength, int bStart, int bLength) {
        int most = Math.min(aLength, bLength);
        int length = 0;
        while (length < most && bytes[aStart + length] == bytes[bStart + length]) {
            length++;
        }
        return length;
    }
}
