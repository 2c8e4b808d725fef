package dev.otlp2parquet.otlp.model;

/** {@code SummaryDataPoint}. */
public final class SummaryPoint extends DataPoint {
    /** fixed64: the bits. */
    public long count;

    public double sum;
    /** {@code ValueAtQuantile.quantile}, one for each of {@link #values}. */
    public final DoubleList quantiles = new DoubleList();

    public final DoubleList values = new DoubleList();

    public SummaryPoint() {
        this(AttributeLimits.DEFAULT);
    }

    public SummaryPoint(AttributeLimits limits) {
        super(limits);
    }

    @Override
    public void clear() {
        super.clear();
        count = 0;
        sum = 0;
        quantiles.clear();
        values.clear();
    }
}
