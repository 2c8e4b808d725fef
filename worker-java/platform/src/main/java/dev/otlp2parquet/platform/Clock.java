package dev.otlp2parquet.platform;

/**
 * Time. A Worker's clock stands still between I/O, so durations of pure computation read as 0 there. It may run back.
 */
public interface Clock {

    /** Nanoseconds since 1970-01-01T00:00:00Z, as precise as the host has it. */
    long unixNanos();

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    default long unixMillis() {
        return Math.floorDiv(unixNanos(), 1_000_000L);
    }

    /** Waits; other requests run meanwhile. */
    void sleep(long millis);
}
