package dev.otlp2parquet.parquet.oracle;

/** One entry of a Parquet MAP. A map is a list of these: the format allows a key twice and keeps the order. */
public record Entry(Object key, Object value) {}
