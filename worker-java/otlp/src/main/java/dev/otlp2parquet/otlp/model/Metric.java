package dev.otlp2parquet.otlp.model;

/** {@code Metric}, including the fields that its {@code Sum}, {@code Histogram} or {@code ExponentialHistogram} has for all points. */
public final class Metric {
    public final Slice name = new Slice();
    public final Slice description = new Slice();
    public final Slice unit = new Slice();
    public final Attributes metadata;
    public MetricKind kind = MetricKind.NONE;
    /** {@code AggregationTemporality}, an open enum; 0 for gauges and summaries, which have none. */
    public int aggregationTemporality;
    /** False for all but sums. */
    public boolean isMonotonic;

    public Metric() {
        this(AttributeLimits.DEFAULT);
    }

    public Metric(AttributeLimits limits) {
        metadata = new Attributes(limits);
    }

    public void clear() {
        name.clear();
        description.clear();
        unit.clear();
        metadata.clear();
        clearData();
    }

    /** Clears the member of {@code data}, because another one replaces it. */
    public void clearData() {
        kind = MetricKind.NONE;
        aggregationTemporality = 0;
        isMonotonic = false;
    }
}
