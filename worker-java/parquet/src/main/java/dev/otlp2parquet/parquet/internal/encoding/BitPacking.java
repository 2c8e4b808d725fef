package dev.otlp2parquet.parquet.internal.encoding;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * Values of a fixed number of bits, one behind the other, the first in the lowest bits of the first byte (Encodings.md, "Run
 * Length Encoding / Bit-Packing Hybrid").
 */
final class BitPacking {

    private BitPacking() {}

    /** Bits that each value in [0, {@code max}] fits in. */
    static int width(int max) {
        return 32 - Integer.numberOfLeadingZeros(max);
    }

    /**
     * Packs 8 ints into {@code width} bytes.
     *
     * @param width 0 to 32; every value fits in it
     */
    static void pack8(int[] values, int from, int width, byte[] out, int at) {
        if (width == 1) {
            out[at] = (byte) (values[from]
                    | (values[from + 1] << 1)
                    | (values[from + 2] << 2)
                    | (values[from + 3] << 3)
                    | (values[from + 4] << 4)
                    | (values[from + 5] << 5)
                    | (values[from + 6] << 6)
                    | (values[from + 7] << 7));
            return;
        }
        if (width <= 8) {
            long bits = values[from + 7];
            for (int i = from + 6; i >= from; i--) {
                bits = (bits << width) | values[i];
            }
            for (int i = 0; i < width; i++) {
                out[at + i] = (byte) bits;
                bits >>>= 8;
            }
            return;
        }
        long bits = 0;
        int held = 0;
        int place = at;
        for (int i = from; i < from + 8; i++) {
            bits |= (values[i] & 0xFFFF_FFFFL) << held;
            held += width;
            while (held >= 8) {
                out[place++] = (byte) bits;
                bits >>>= 8;
                held -= 8;
            }
        }
    }

    /**
     * Appends 32 longs as {@code 4 * width} bytes.
     *
     * @param width 0 to 64; every value, taken as unsigned, fits in it
     */
    static void pack32(long[] values, int from, int width, ByteSink sink) {
        if (width == 0) {
            return;
        }
        int at = sink.reserve(4 * width);
        byte[] out = sink.array();
        long bits = 0;
        int held = 0;
        for (int i = from; i < from + 32; i++) {
            long value = values[i];
            bits |= value << held;
            held += width;
            if (held >= 64) {
                ByteSink.putLong(out, at, bits);
                at += 8;
                held -= 64;
                bits = held == 0 ? 0 : value >>> (width - held);
            }
        }
        // 32 values of an odd width end in the middle of a long.
        for (; held > 0; held -= 8) {
            out[at++] = (byte) bits;
            bits >>>= 8;
        }
        sink.advance(4 * width);
    }
}
