package dev.otlp2parquet.parquet.internal.format;

/** The order of the bounds of a column index's pages (parquet.thrift, {@code BoundaryOrder}). */
public enum BoundaryOrder implements ThriftEnum {
    UNORDERED(0),
    ASCENDING(1),
    DESCENDING(2);

    private final int thriftValue;

    BoundaryOrder(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    @Override
    public int thriftValue() {
        return thriftValue;
    }
}
