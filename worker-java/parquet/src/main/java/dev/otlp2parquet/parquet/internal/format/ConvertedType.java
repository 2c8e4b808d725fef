package dev.otlp2parquet.parquet.internal.format;

/** The predecessor of {@link ThriftLogicalType}, for older readers (parquet.thrift, {@code ConvertedType}). */
public enum ConvertedType implements ThriftEnum {
    UTF8(0),
    MAP(1),
    LIST(3),
    TIMESTAMP_MICROS(10),
    UINT_8(11),
    UINT_16(12),
    UINT_32(13),
    UINT_64(14),
    INT_8(15),
    INT_16(16),
    INT_32(17),
    INT_64(18),
    JSON(19);

    private final int thriftValue;

    ConvertedType(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    @Override
    public int thriftValue() {
        return thriftValue;
    }
}
