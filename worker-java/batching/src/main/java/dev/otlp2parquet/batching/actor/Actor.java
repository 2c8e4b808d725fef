package dev.otlp2parquet.batching.actor;

/**
 * One durable object, alive: made once for each instance of the host's object, serves all its calls and alarms, which
 * may interleave. Dropped without notice.
 */
public interface Actor {

    /**
     * Answers a message. Blocking. Failures that can be foreseen are answers too; what is thrown is a fault of the
     * program, and the host gives it to the caller as a call that failed.
     *
     * @param message its own to keep
     */
    byte[] call(byte[] message, ActorPorts ports);

    /** Runs when the alarm is due. Blocking. Throws nothing, and has set the next alarm if there is anything left to do. */
    void alarm(ActorPorts ports);
}
