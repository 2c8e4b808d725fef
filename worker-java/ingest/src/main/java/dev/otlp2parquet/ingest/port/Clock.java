package dev.otlp2parquet.ingest.port;

/** Time. In production a Worker's clock stands still between I/O, so durations of pure computation read as 0 there. */
public interface Clock {

    /** Nanoseconds since 1970-01-01T00:00:00Z, as precise as the host has it. */
    long unixNanos();

    /** Waits; other requests run meanwhile. */
    void sleep(long millis);
}
