package dev.otlp2parquet.testkit.parquet;

/** One entry of a Parquet MAP. A map is a list of these: the format allows a key twice and keeps the order. */
public record Entry(Object key, Object value) {}
