package dev.otlp2parquet.parquet.internal.encoding;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * DELTA_BINARY_PACKED (Encodings.md, "Delta Encoding (DELTA_BINARY_PACKED = 5)"): differences of neighbours in blocks of 128,
 * less the smallest of the block, packed in four miniblocks of 32 with a width of their own.
 *
 * <pre>
 * header := varint(128) varint(4) varint(count) zigzag(first value)
 * block  := zigzag(min delta) four widths in a byte each, the miniblocks
 * </pre>
 *
 * INT32 differences wrap around at 32 bits, INT64 ones at 64, so that no width exceeds the type's. Reusable: {@link #begin},
 * as many values as announced, {@link #finish}.
 */
public final class DeltaBinaryPackedEncoder {

    private static final int BLOCK = 128;
    private static final int MINIBLOCK = 32;
    private static final int MINIBLOCKS = BLOCK / MINIBLOCK;

    private final long[] deltas = new long[BLOCK];
    private final int widthStep;
    private ByteSink sink;
    private boolean wide;
    private int expected;
    private int pending;
    private boolean first;
    private long previous;

    public DeltaBinaryPackedEncoder() {
        this(1);
    }

    /**
     * @param widthStep widths of miniblocks are multiples of it; with 8, a compressor finds repeated values, which bits
     *     across bytes would hide
     */
    public DeltaBinaryPackedEncoder(int widthStep) {
        if (widthStep != 1 && widthStep != 8) {
            throw new IllegalArgumentException("Widths cannot be multiples of " + widthStep);
        }
        this.widthStep = widthStep;
    }

    /**
     * Returns the exact bytes of the encoding of {@code values[from] ... values[to - 1]} with widths of any number of
     * bits.
     */
    public static long encodedBytes(long[] values, int from, int to, boolean int64) {
        long bytes = 2L + 1 + varintBytes(to - from) + (from == to ? 1 : zigzagBytes(values[from]));
        for (int block = from + 1; block < to; block += BLOCK) {
            int end = Math.min(to, block + BLOCK);
            long min = Long.MAX_VALUE;
            for (int i = block; i < end; i++) {
                min = Math.min(min, delta(values, i, int64));
            }
            bytes += zigzagBytes(min) + MINIBLOCKS;
            for (int mini = block; mini < end; mini += MINIBLOCK) {
                long used = 0;
                for (int i = mini; i < Math.min(end, mini + MINIBLOCK); i++) {
                    long above = delta(values, i, int64) - min;
                    used |= int64 ? above : above & 0xFFFF_FFFFL;
                }
                bytes += (64L - Long.numberOfLeadingZeros(used)) * (MINIBLOCK / 8);
            }
        }
        return bytes;
    }

    private static long delta(long[] values, int i, boolean int64) {
        return int64 ? values[i] - values[i - 1] : (int) values[i] - (int) values[i - 1];
    }

    private static int zigzagBytes(long value) {
        return varintBytes((value << 1) ^ (value >> 63));
    }

    private static int varintBytes(long value) {
        return (63 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
    }

    /**
     * Begins a sequence at the end of {@code target}.
     *
     * @param count number of values that will follow
     * @param int64 whether the column is INT64, else it is INT32
     */
    public void begin(ByteSink target, int count, boolean int64) {
        sink = target;
        wide = int64;
        expected = count;
        pending = 0;
        first = true;
        sink.writeVarint(BLOCK);
        sink.writeVarint(MINIBLOCKS);
        sink.writeVarint(count);
        if (count == 0) {
            sink.writeZigzag(0);
        }
    }

    public void put(long value) {
        expected--;
        if (first) {
            first = false;
            sink.writeZigzag(value);
        } else {
            deltas[pending++] = wide ? value - previous : (int) value - (int) previous;
            if (pending == BLOCK) {
                flush();
            }
        }
        previous = value;
    }

    /**
     * Ends the sequence.
     *
     * @throws IllegalStateException if there were more or fewer values than announced
     */
    public void finish() {
        if (expected != 0) {
            throw new IllegalStateException("DELTA_BINARY_PACKED: " + expected + " values less than announced");
        }
        if (pending > 0) {
            flush();
        }
    }

    private void flush() {
        long min = deltas[0];
        for (int i = 1; i < pending; i++) {
            min = Math.min(min, deltas[i]);
        }
        sink.writeZigzag(min);
        int widths = sink.reserve(MINIBLOCKS);
        sink.advance(MINIBLOCKS);
        for (int mini = 0; mini < MINIBLOCKS; mini++) {
            int from = mini * MINIBLOCK;
            int to = Math.min(pending, from + MINIBLOCK);
            long used = 0;
            for (int i = from; i < to; i++) {
                long above = wide ? deltas[i] - min : (deltas[i] - min) & 0xFFFF_FFFFL;
                deltas[i] = above;
                used |= above;
            }
            int width = (64 - Long.numberOfLeadingZeros(used) + widthStep - 1) & -widthStep;
            sink.array()[widths + mini] = (byte) width;
            for (int i = Math.max(from, to); i < from + MINIBLOCK; i++) {
                deltas[i] = 0;
            }
            BitPacking.pack32(deltas, from, width, sink);
        }
        pending = 0;
    }
}
