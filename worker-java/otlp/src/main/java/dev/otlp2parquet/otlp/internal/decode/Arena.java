package dev.otlp2parquet.otlp.internal.decode;

import dev.otlp2parquet.otlp.model.Slice;
import java.util.Arrays;

/**
 * Growing memory for the text that is not a part of the body as it is: unescaped strings, rendered values, hex ids.
 *
 * <p>One text is written at a time, between {@link #begin} and {@link #finish}. Slices that were finished stay valid until
 * {@link #reset}, also when the arena grows: they keep the array they were written to.
 */
public final class Arena {
    private static final int INITIAL_CAPACITY = 1024;

    private final int limit;
    private byte[] bytes = {};
    private int used;
    private int start;
    /** Bytes in arrays that were outgrown since the last reset. */
    private int outgrown;

    /**
     * An empty arena.
     *
     * @param limit bytes that may be written between two resets; more is a fault
     */
    public Arena(int limit) {
        this.limit = limit;
    }

    /** Forgets all texts: their slices become invalid. */
    public void reset() {
        used = 0;
        start = 0;
        outgrown = 0;
    }

    /** Begins a text. */
    public void begin() {
        start = used;
    }

    /** Ends the text and has {@code text} refer to it. */
    public void finish(Slice text) {
        text.set(bytes, start, used - start);
    }

    /**
     * Continues a finished text of this arena without its last byte, as the text now being written.
     *
     * @param text the last one finished, or else it is copied
     */
    public void reopen(Slice text) throws Fault {
        if (text.array == bytes && text.offset + text.length == used) {
            start = text.offset;
            used--;
        } else {
            begin();
            put(text.array, text.offset, text.length - 1);
        }
    }

    /** Bytes of the text now being written. */
    public int length() {
        return used - start;
    }

    /** A byte of the text now being written. */
    public byte byteAt(int index) {
        return bytes[start + index];
    }

    /** Cuts the text now being written back to its first {@code length} bytes. */
    public void truncate(int length) {
        used = start + length;
    }

    /** A copy of the end of the text now being written. */
    public byte[] copyFrom(int index) {
        return Arrays.copyOfRange(bytes, start + index, used);
    }

    public void put(int b) throws Fault {
        if (used == bytes.length) {
            grow(1);
        }
        bytes[used++] = (byte) b;
    }

    public void put(byte[] source) throws Fault {
        put(source, 0, source.length);
    }

    public void put(byte[] source, int offset, int length) throws Fault {
        int target = reserve(length);
        System.arraycopy(source, offset, bytes, target, length);
        used = target + length;
    }

    /**
     * Makes room for {@code count} further bytes in {@link #array}.
     *
     * @return where they go; {@link #advance} says how many were written
     */
    public int reserve(int count) throws Fault {
        if (count > bytes.length - used) {
            grow(count);
        }
        return used;
    }

    /** The array behind the place that {@link #reserve} returned, until the next reservation. */
    public byte[] array() {
        return bytes;
    }

    /** Says that the reserved bytes are written up to {@code end}. */
    public void advance(int end) {
        used = end;
    }

    private void grow(int count) throws Fault {
        int length = used - start;
        // Longs: a length near 2^31 must not wrap around the limit.
        if ((long) outgrown + used + count > limit) {
            throw Fault.semantic("values take more than " + limit + " bytes as text");
        }
        outgrown += start;
        long doubled = Math.max(INITIAL_CAPACITY, 2L * bytes.length);
        byte[] larger = new byte[(int) Math.max(length + (long) count, Math.min(doubled, limit))];
        System.arraycopy(bytes, start, larger, 0, length);
        bytes = larger;
        start = 0;
        used = length;
    }
}
