package dev.otlp2parquet.otlp.model;

import java.util.Arrays;

/** A growing list of 64-bit integers. Unsigned fields are stored as their bits, as in protobuf's Java API. */
public final class LongList {
    private long[] values = {};
    private int size;

    public int size() {
        return size;
    }

    public long get(int index) {
        return values[index];
    }

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        values[size++] = value;
    }

    public void clear() {
        size = 0;
    }
}
