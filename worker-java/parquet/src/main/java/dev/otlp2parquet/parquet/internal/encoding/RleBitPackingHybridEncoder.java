package dev.otlp2parquet.parquet.internal.encoding;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * RLE / bit-packing hybrid (Encodings.md, "Run Length Encoding / Bit-Packing Hybrid (RLE = 3)"), without the length in front:
 *
 * <pre>
 * rle-run        := varint(count &lt;&lt; 1)       value in ceil(width / 8) bytes
 * bit-packed-run := varint(groups &lt;&lt; 1 | 1)  groups * 8 values of width bits
 * </pre>
 *
 * Carries repetition levels, definition levels and dictionary indexes. Reusable: {@link #begin}, any number of values, {@link
 * #finish}.
 */
public final class RleBitPackingHybridEncoder {

    /**
     * Limit of the groups of a bit-packed run. Its header is one byte then, which is reserved before the run's length
     * is known.
     */
    private static final int MAX_GROUPS = 63;

    private final int[] group = new int[8];
    private ByteSink sink;
    private int width;
    private int minRun;

    /** Number of values in {@link #group}. */
    private int pending;

    /** Position of the header of the open bit-packed run, or -1. */
    private int header;

    private int groups;

    /** Returns the bits of a level or index that is at most {@code max}. */
    public static int width(int max) {
        return BitPacking.width(max);
    }

    /**
     * Begins a sequence at the end of {@code target}.
     *
     * @param bitWidth bits of a value, 0 to 32
     */
    public void begin(ByteSink target, int bitWidth) {
        sink = target;
        width = bitWidth;
        // A run costs up to 2 bytes of header, its value and a byte to open the next bit-packed run. Packing is shorter
        // below this many values, and leaves out nothing shorter than 8.
        minRun = bitWidth == 0 ? 1 : Math.max(8, (24 / bitWidth + 7) & ~7);
        pending = 0;
        header = -1;
        groups = 0;
    }

    /** Appends the same value {@code count} times. */
    public void putRun(int value, int count) {
        int rest = count;
        while (rest > 0 && (pending > 0 || rest < minRun)) {
            int filled = pending;
            int end = Math.min(8, filled + rest);
            rest -= end - filled;
            while (filled < end) {
                group[filled++] = value;
            }
            pending = filled;
            if (filled == 8) {
                packGroup();
            }
        }
        if (rest > 0) {
            closePacked();
            writeRun(value, rest);
        }
    }

    /** Appends {@code values[from] ... values[to - 1]}. */
    public void putAll(int[] values, int from, int to) {
        int at = from;
        while (at < to) {
            int value = values[at];
            int end = at + 1;
            while (end < to && values[end] == value) {
                end++;
            }
            if (pending == 0 && end - at < minRun && to - at >= 8) {
                packDirectly(values, at);
                at += 8;
            } else {
                putRun(value, end - at);
                at = end;
            }
        }
    }

    /** Ends the sequence. Fills the last group with zeros, as the format requires. */
    public void finish() {
        if (pending > 0) {
            for (int i = pending; i < 8; i++) {
                group[i] = 0;
            }
            packGroup();
        }
        closePacked();
    }

    private void packGroup() {
        packDirectly(group, 0);
        pending = 0;
    }

    private void packDirectly(int[] values, int from) {
        if (header < 0) {
            header = sink.size();
            sink.write(0);
        }
        int at = sink.reserve(width);
        BitPacking.pack8(values, from, width, sink.array(), at);
        sink.advance(width);
        if (++groups == MAX_GROUPS) {
            closePacked();
        }
    }

    private void closePacked() {
        if (header >= 0) {
            sink.array()[header] = (byte) ((groups << 1) | 1);
            header = -1;
            groups = 0;
        }
    }

    private void writeRun(int value, int count) {
        sink.writeVarint(count << 1);
        int bits = value;
        for (int i = 0; i < width; i += 8) {
            sink.write(bits);
            bits >>>= 8;
        }
    }
}
