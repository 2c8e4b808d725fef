package dev.otlp2parquet.parquet.internal.encoding;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * DELTA_LENGTH_BYTE_ARRAY (Encodings.md, "Delta-length byte array: (DELTA_LENGTH_BYTE_ARRAY = 6)"): the lengths of all values in
 * DELTA_BINARY_PACKED, then the bytes of all.
 */
public final class DeltaLengthByteArrayEncoder {

    /** Up to this length a loop takes less time in Wasm than a call that copies. */
    private static final int SHORT = 16;

    private final DeltaBinaryPackedEncoder deltas;

    /** @param widthStep of the lengths' miniblocks, as {@link DeltaBinaryPackedEncoder} takes it */
    public DeltaLengthByteArrayEncoder(int widthStep) {
        deltas = new DeltaBinaryPackedEncoder(widthStep);
    }

    /**
     * Appends values.
     *
     * @param bytes holds value i in {@code lengths[i]} bytes from {@code starts[i]} on
     * @param count number of values
     * @return number of bytes that the lengths take
     */
    public int write(byte[] bytes, int[] starts, int[] lengths, int count, ByteSink sink) {
        int from = sink.size();
        writeLengths(lengths, count, sink);
        int written = sink.size() - from;
        int i = 0;
        while (i < count) {
            // Values that lie one behind the other, as new ones do, are copied at once.
            int start = starts[i];
            int end = start + lengths[i];
            for (i++; i < count && starts[i] == end; i++) {
                end += lengths[i];
            }
            copy(bytes, start, end, sink);
        }
        return written;
    }

    private static void copy(byte[] bytes, int start, int end, ByteSink sink) {
        if (end - start > SHORT) {
            sink.write(bytes, start, end - start);
            return;
        }
        int at = sink.reserve(end - start);
        byte[] out = sink.array();
        for (int from = start; from < end; from++) {
            out[at++] = bytes[from];
        }
        sink.advance(end - start);
    }

    /** Appends {@code count} lengths in DELTA_BINARY_PACKED. */
    void writeLengths(int[] lengths, int count, ByteSink sink) {
        deltas.begin(sink, count, false);
        for (int i = 0; i < count; i++) {
            deltas.put(lengths[i]);
        }
        deltas.finish();
    }
}
