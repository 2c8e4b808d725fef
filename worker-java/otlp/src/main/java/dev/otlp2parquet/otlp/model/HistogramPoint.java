package dev.otlp2parquet.otlp.model;

/** {@code HistogramDataPoint}. */
public final class HistogramPoint extends DataPoint {
    /** fixed64: the bits. */
    public long count;

    public boolean hasSum;
    public double sum;
    public boolean hasMin;
    public double min;
    public boolean hasMax;
    public double max;
    /** fixed64: the bits. */
    public final LongList bucketCounts = new LongList();

    public final DoubleList explicitBounds = new DoubleList();
    public final ScratchList<Exemplar> exemplars;

    public HistogramPoint() {
        this(AttributeLimits.DEFAULT);
    }

    public HistogramPoint(AttributeLimits limits) {
        super(limits);
        exemplars = new ScratchList<>(() -> new Exemplar(limits));
    }

    @Override
    public void clear() {
        super.clear();
        count = 0;
        hasSum = false;
        sum = 0;
        hasMin = false;
        min = 0;
        hasMax = false;
        max = 0;
        bucketCounts.clear();
        explicitBounds.clear();
        exemplars.clear();
    }
}
