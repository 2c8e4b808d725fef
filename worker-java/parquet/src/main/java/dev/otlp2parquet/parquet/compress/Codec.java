package dev.otlp2parquet.parquet.compress;

/** The codec of a column chunk's pages (parquet-format: Compression.md; parquet.thrift, {@code CompressionCodec}). */
public enum Codec {
    UNCOMPRESSED(0),
    SNAPPY(1),
    GZIP(2),
    ZSTD(6);

    private final int thriftValue;

    Codec(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    /** Returns the number in parquet.thrift. */
    public int thriftValue() {
        return thriftValue;
    }
}
