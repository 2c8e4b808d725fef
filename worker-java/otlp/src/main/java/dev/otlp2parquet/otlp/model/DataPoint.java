package dev.otlp2parquet.otlp.model;

/** The fields that all five kinds of data points share. */
public abstract sealed class DataPoint permits NumberPoint, HistogramPoint, ExponentialHistogramPoint, SummaryPoint {
    public final Attributes attributes;
    /** fixed64: the bits; nanoseconds since the epoch, 0 when unknown. */
    public long startTimeUnixNano;
    /** fixed64: the bits; nanoseconds since the epoch. */
    public long timeUnixNano;
    /** uint32: the bits; bit 0 = no recorded value. */
    public int flags;

    DataPoint(AttributeLimits limits) {
        attributes = new Attributes(limits);
    }

    public void clear() {
        attributes.clear();
        startTimeUnixNano = 0;
        timeUnixNano = 0;
        flags = 0;
    }
}
