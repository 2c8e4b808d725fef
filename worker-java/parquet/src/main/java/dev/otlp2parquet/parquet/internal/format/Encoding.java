package dev.otlp2parquet.parquet.internal.format;

/** parquet.thrift, {@code Encoding}. */
public enum Encoding implements ThriftEnum {
    PLAIN(0),
    RLE(3),
    DELTA_BINARY_PACKED(5),
    DELTA_LENGTH_BYTE_ARRAY(6),
    DELTA_BYTE_ARRAY(7),
    RLE_DICTIONARY(8),
    BYTE_STREAM_SPLIT(9);

    private final int thriftValue;

    Encoding(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    @Override
    public int thriftValue() {
        return thriftValue;
    }
}
