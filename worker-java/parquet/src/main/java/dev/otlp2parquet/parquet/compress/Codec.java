package dev.otlp2parquet.parquet.compress;

/** Codec of a column chunk's pages (parquet-format: Compression.md; parquet.thrift, {@code CompressionCodec}). */
public enum Codec {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    ZSTD
}
