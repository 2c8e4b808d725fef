package dev.otlp2parquet.parquet.internal.format;

/** parquet.thrift, {@code PageType}. */
public enum PageType implements ThriftEnum {
    DATA_PAGE(0),
    DICTIONARY_PAGE(2);

    private final int thriftValue;

    PageType(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    @Override
    public int thriftValue() {
        return thriftValue;
    }
}
