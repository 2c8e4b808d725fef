package dev.otlp2parquet.otlp.model;

/** {@code Exemplar}. */
public final class Exemplar {
    public final Attributes filteredAttributes;
    /** fixed64: the bits; nanoseconds since the epoch. */
    public long timeUnixNano;

    public NumberKind valueKind = NumberKind.NONE;
    /** Meaningful when {@link #valueKind} is DOUBLE. */
    public double doubleValue;
    /** Meaningful when {@link #valueKind} is INT. */
    public long intValue;
    /** 32 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice traceId = new Slice();
    /** 16 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice spanId = new Slice();

    public Exemplar(AttributeLimits limits) {
        filteredAttributes = new Attributes(limits);
    }

    public void clear() {
        filteredAttributes.clear();
        timeUnixNano = 0;
        valueKind = NumberKind.NONE;
        doubleValue = 0;
        intValue = 0;
        traceId.clear();
        spanId.clear();
    }
}
