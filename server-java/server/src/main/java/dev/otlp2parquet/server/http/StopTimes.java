package dev.otlp2parquet.server.http;

import java.time.Duration;

/**
 * How a server stops.
 *
 * @param pause between readiness off and the first sign to clients, for balancers to learn of it
 * @param timeout how long running requests may take from then on
 */
public record StopTimes(Duration pause, Duration timeout) {

    /** For a test, or a server that nobody balances. */
    public static final StopTimes SHORT = new StopTimes(Duration.ZERO, Duration.ofSeconds(30));
}
