package dev.otlp2parquet.ingest.config;

/**
 * How requests are gathered into larger files. Checked, but without effect as long as there is no buffer: every request
 * is stored directly.
 *
 * @param maxRows rows of one buffer that start a flush
 * @param maxBytes decoded bytes of one buffer that start a flush
 * @param maxAgeSecs seconds after which the oldest request of a buffer starts a flush
 * @param shards buffers for each signal
 */
public record Batching(boolean enabled, int maxRows, int maxBytes, int maxAgeSecs, int shards) {}
