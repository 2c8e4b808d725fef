package dev.otlp2parquet.batching;

/**
 * How requests are gathered into larger files.
 *
 * @param maxRows rows of one buffer that start a flush
 * @param maxBytes decoded bytes of one buffer that start a flush
 * @param maxAgeSecs seconds after which the oldest request of a buffer starts a flush
 * @param shards buffers for each feed
 * @param maxBacklogBytes stored bytes of one buffer beyond which it refuses requests
 * @param subrequestBudget the most calls that leave a buffer in one alarm: to the object store, committers and the catalog
 *     together
 */
public record Batching(
        boolean enabled,
        int maxRows,
        int maxBytes,
        int maxAgeSecs,
        int shards,
        long maxBacklogBytes,
        int subrequestBudget) {}
