package dev.otlp2parquet.otlp.model;

/** {@code ExponentialHistogramDataPoint}, including the fields of its {@code Buckets}. Without buckets, offsets are 0 and counts are empty. */
public final class ExponentialHistogramPoint extends DataPoint {
    /** fixed64: the bits. */
    public long count;

    public boolean hasSum;
    public double sum;
    public boolean hasMin;
    public double min;
    public boolean hasMax;
    public double max;
    public int scale;
    /** fixed64: the bits. */
    public long zeroCount;

    public double zeroThreshold;
    public int positiveOffset;
    /** uint64: the bits. */
    public final LongList positiveBucketCounts = new LongList();

    public int negativeOffset;
    /** uint64: the bits. */
    public final LongList negativeBucketCounts = new LongList();

    public final ScratchList<Exemplar> exemplars;

    public ExponentialHistogramPoint() {
        this(AttributeLimits.DEFAULT);
    }

    public ExponentialHistogramPoint(AttributeLimits limits) {
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
        scale = 0;
        zeroCount = 0;
        zeroThreshold = 0;
        positiveOffset = 0;
        positiveBucketCounts.clear();
        negativeOffset = 0;
        negativeBucketCounts.clear();
        exemplars.clear();
    }
}
