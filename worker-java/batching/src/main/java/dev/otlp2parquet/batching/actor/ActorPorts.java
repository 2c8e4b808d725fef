package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.Alarm;
import dev.otlp2parquet.platform.actor.SqlStorage;

/**
 * The host as one call or alarm of an actor sees it.
 *
 * @param sql the actor's own database
 * @param alarm the actor's own alarm
 */
public record ActorPorts(BatchingPorts host, SqlStorage sql, Alarm alarm) {

    /** Milliseconds since the epoch. */
    public long unixMillis() {
        return host.clock().unixMillis();
    }

    public Randomness random() {
        return host.random();
    }
}
