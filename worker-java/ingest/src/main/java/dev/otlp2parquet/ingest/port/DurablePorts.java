package dev.otlp2parquet.ingest.port;

import dev.otlp2parquet.iceberg.port.Randomness;

/**
 * The host, as one call or alarm of a durable object sees it.
 *
 * @param ports with {@link Ports#batching()}
 * @param sql the object's own database
 * @param alarm the object's own
 */
public record DurablePorts(Ports ports, SqlStorage sql, Alarm alarm) {

    /** Milliseconds since the epoch. */
    public long unixMillis() {
        return ports.batching().clock().unixMillis();
    }

    public Randomness random() {
        return ports.batching().random();
    }
}
