package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.Batching;

/**
 * Sums over the requests of a log, kept in memory so that a call need not read the whole log. They are read again after {@link
 * #forget}, which is called whenever somebody else may have changed the log.
 */
final class LogSums {

    private static final int UNKNOWN = -1;

    /** Bytes of all bodies, as they are stored. */
    private long storedBytes = UNKNOWN;

    /** Sums over the requests that are in no range; null if unknown. */
    private Backlog unsealed;

    /** Reads the sums that are unknown. */
    void read(BufferLog log) {
        if (storedBytes == UNKNOWN) {
            storedBytes = log.backlog().storedBytes();
        }
        if (unsealed == null) {
            unsealed = log.unsealed();
        }
    }

    void forget() {
        storedBytes = UNKNOWN;
        unsealed = null;
    }

    /** Adds a request that was appended. The sums must have been read before. */
    void appended(StoredRequest request, long sequence) {
        unsealed = unsealed.and(request, sequence);
        storedBytes += request.body().length;
    }

    /** Whether a body would exceed a limit of stored bytes. The first body always fits. */
    boolean exceeds(int bodyBytes, long maxStoredBytes) {
        return storedBytes > 0 && storedBytes + bodyBytes > maxStoredBytes;
    }

    /** The requests that are in no range. */
    Backlog unsealed() {
        return unsealed;
    }

    /**
     * When the requests that are in no range must be flushed, in milliseconds since the epoch, or null if there are none.
     *
     * @param flushThrough the last sequence that somebody wants flushed now
     */
    Long due(Batching batching, long flushThrough, long now) {
        if (unsealed.requests() == 0) {
            return null;
        }
        boolean atOnce = unsealed.rows() >= batching.maxRows()
                || unsealed.decodedBytes() >= batching.maxBytes()
                || flushThrough >= unsealed.first();
        return atOnce ? now : Math.min(unsealed.oldestMillis(), now) + batching.maxAgeSecs() * 1000L;
    }
}
