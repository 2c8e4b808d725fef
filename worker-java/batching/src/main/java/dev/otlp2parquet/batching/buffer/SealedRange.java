package dev.otlp2parquet.batching.buffer;

/**
 * Requests that go into files together: those of the log with a sequence from {@code from} to {@code to}. Its bounds never
 * change once it is recorded, so that a repeated attempt writes the same rows.
 */
record SealedRange(long from, long to, RangeProgress progress) {}
