package dev.otlp2parquet.parquet.compress;

import dev.otlp2parquet.parquet.internal.format.ThriftEnum;

/** Codec of a column chunk's pages (parquet-format: Compression.md; parquet.thrift, {@code CompressionCodec}). */
public enum Codec implements ThriftEnum {
    UNCOMPRESSED(0),
    SNAPPY(1),
    GZIP(2),
    ZSTD(6);

    private final int thriftValue;

    Codec(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    @Override
    public int thriftValue() {
        return thriftValue;
    }
}
