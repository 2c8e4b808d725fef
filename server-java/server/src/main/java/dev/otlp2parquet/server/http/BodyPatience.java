package dev.otlp2parquet.server.http;

/** How long the server waits for a body. Only the time that is spent in waiting counts. Used by one thread at a time. */
final class BodyPatience {

    private static final long MOST_NANOS = 300_000_000_000L;

    private final HttpLimits limits;
    private long bytes;
    private long waitedNanos;

    BodyPatience(HttpLimits limits) {
        this.limits = limits;
    }

    /** Nanoseconds to wait for the next bytes; 0 or less if the body has taken too long. */
    long leftNanos() {
        long earned = (long) (1e9 * bytes / limits.bodyBytesPerSecond());
        long most = Math.min(MOST_NANOS, limits.bodyGrace().toNanos() + earned);
        return Math.min(limits.bodySilence().toNanos(), most - waitedNanos);
    }

    void waited(long nanos) {
        waitedNanos += nanos;
    }

    void came(int count) {
        bytes += count;
    }

    /** For messages. */
    String progress() {
        return bytes + " bytes within " + waitedNanos / 1_000_000 + " ms";
    }
}
