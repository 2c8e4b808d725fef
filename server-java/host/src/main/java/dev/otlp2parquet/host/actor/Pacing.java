package dev.otlp2parquet.host.actor;

/**
 * Holds back answers of a buffer that gets more than its flushes work off. Senders wait for their answers before they send more, so
 * they come to the pace of the flushes, and the backlog ends far below its limit, beyond which requests are refused.
 */
final class Pacing {

    private static final long FREE_BYTES = 16 << 20;
    private static final long RANGE_BYTES = 64 << 20;
    private static final long MOST_MILLIS = 500;

    /** Questions and commands are shorter. */
    private static final int LEAST_REQUEST_BYTES = 64;

    private Pacing() {}

    /**
     * Returns how long the answer to a call waits after it is durable.
     *
     * @param messageBytes of the call
     * @param owedBytes that calls have brought and no flush has worked off
     */
    static long millis(int messageBytes, long owedBytes) {
        if (messageBytes < LEAST_REQUEST_BYTES || owedBytes <= FREE_BYTES) {
            return 0;
        }
        return MOST_MILLIS * Math.min(RANGE_BYTES, owedBytes - FREE_BYTES) / RANGE_BYTES;
    }
}
