package dev.otlp2parquet.otlp.model;

import java.util.Arrays;

/** A growing list of doubles. */
public final class DoubleList {
    private double[] values = {};
    private int size;

    public int size() {
        return size;
    }

    public double get(int index) {
        return values[index];
    }

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        values[size++] = value;
    }

    public void clear() {
        size = 0;
    }
}
