package dev.otlp2parquet.batching.actor;

/** An object whose configuration cannot be used: what it has must outlast that. */
public final class UnconfiguredActor implements Actor {

    private static final long RETRY_MILLIS = 60_000;

    private final String problem;

    public UnconfiguredActor(String problem) {
        this.problem = problem;
    }

    @Override
    public byte[] call(byte[] message, ActorPorts ports) {
        throw new IllegalStateException("this otlp2parquet is not configured: " + problem);
    }

    @Override
    public void alarm(ActorPorts ports) {
        // A configuration that is mended makes a new instance, and only an alarm wakes that.
        ports.alarm().set(ports.host().clock().unixNanos() / 1_000_000 + RETRY_MILLIS);
    }
}
