package dev.otlp2parquet.platform;

/**
 * Port: time. A Worker's clock stands still between I/O, so it measures pure computation as 0. It may also run
 * backwards.
 */
public interface Clock {

    /** Nanoseconds since 1970-01-01T00:00:00Z, with the precision of the host. */
    long unixNanos();

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    default long unixMillis() {
        return Math.floorDiv(unixNanos(), 1_000_000L);
    }

    /** Blocks for a time. Other requests run meanwhile. */
    void sleep(long millis);
}
