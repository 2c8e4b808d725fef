package dev.otlp2parquet.batching.actor;

/** An actor without a valid configuration. It changes nothing, so its data survives until the configuration is fixed. */
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
        // Fixing the configuration makes a new instance, and only an alarm wakes that.
        ports.alarm().set(ports.host().clock().unixNanos() / 1_000_000 + RETRY_MILLIS);
    }
}
