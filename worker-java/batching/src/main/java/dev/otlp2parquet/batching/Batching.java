package dev.otlp2parquet.batching;

/**
 * How requests are gathered into larger files.
 *
 * @param maxRows rows of one buffer that start a flush
 * @param maxBytes decoded bytes of one buffer that start a flush
 * @param maxAgeSecs seconds after which the oldest request of a buffer starts a flush
 * @param shards buffers for each signal
 * @param maxBacklogBytes bytes of one buffer, as they are stored, beyond which it takes no more requests
 * @param subrequestBudget calls that leave a buffer in one alarm, at most: of the object store, of committers, of the catalog
 */
public record Batching(
        boolean enabled,
        int maxRows,
        int maxBytes,
        int maxAgeSecs,
        int shards,
        long maxBacklogBytes,
        int subrequestBudget) {}
