package dev.otlp2parquet.parquet.internal.encoding;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * BYTE_STREAM_SPLIT (Encodings.md, "Byte Stream Split: (BYTE_STREAM_SPLIT = 9)"): the first bytes of all values, then
 * the second ones, and so on. The result has the same size, but adjacent exponents compress better than whole doubles.
 */
public final class ByteStreamSplit {

    private ByteStreamSplit() {}

    /** Appends {@code values[from] ... values[to - 1]} as numbers of {@code width} bytes, little-endian. */
    public static void write(long[] values, int from, int to, int width, ByteSink sink) {
        int count = to - from;
        int at = sink.reserve(Math.multiplyExact(count, width));
        byte[] out = sink.array();
        for (int i = from; i < to; i++) {
            long rest = values[i];
            for (int place = at + i - from, end = place + count * width; place < end; place += count) {
                out[place] = (byte) rest;
                rest >>>= 8;
            }
        }
        sink.advance(count * width);
    }
}
