package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.port.DurablePorts;

/** An object whose configuration cannot be used: what it has must outlast that. */
final class UnconfiguredObject implements DurableObject {

    private static final long RETRY_MILLIS = 60_000;

    private final String problem;

    UnconfiguredObject(String problem) {
        this.problem = problem;
    }

    @Override
    public byte[] call(byte[] message, DurablePorts ports) {
        throw new IllegalStateException("this otlp2parquet is not configured: " + problem);
    }

    @Override
    public void alarm(DurablePorts ports) {
        // A configuration that is mended makes a new instance, and only an alarm wakes that.
        ports.alarm().set(ports.ports().clock().unixNanos() / 1_000_000 + RETRY_MILLIS);
    }
}
