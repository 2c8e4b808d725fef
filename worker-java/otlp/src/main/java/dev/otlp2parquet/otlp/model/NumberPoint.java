package dev.otlp2parquet.otlp.model;

/** {@code NumberDataPoint}, of a gauge or a sum. */
public final class NumberPoint extends DataPoint {
    public NumberKind valueKind = NumberKind.NONE;
    /** Meaningful when {@link #valueKind} is DOUBLE. */
    public double doubleValue;
    /** Meaningful when {@link #valueKind} is INT. */
    public long intValue;

    public final ScratchList<Exemplar> exemplars;

    public NumberPoint() {
        this(AttributeLimits.DEFAULT);
    }

    public NumberPoint(AttributeLimits limits) {
        super(limits);
        exemplars = new ScratchList<>(() -> new Exemplar(limits));
    }

    @Override
    public void clear() {
        super.clear();
        valueKind = NumberKind.NONE;
        doubleValue = 0;
        intValue = 0;
        exemplars.clear();
    }
}
