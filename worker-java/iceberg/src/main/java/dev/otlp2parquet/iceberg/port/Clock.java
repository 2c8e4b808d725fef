package dev.otlp2parquet.iceberg.port;

/** Port: time. */
public interface Clock {

    /** Milliseconds since the Unix epoch; may stand still between I/O, and may run back. */
    long unixMillis();

    /** Waits. */
    void sleep(long millis);
}
