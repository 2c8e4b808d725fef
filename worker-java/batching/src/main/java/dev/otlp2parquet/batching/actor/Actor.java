package dev.otlp2parquet.batching.actor;

/**
 * An actor in memory: it serves the calls and alarms of one instance at the host. Calls interleave with each other
 * and with the alarm. The host drops it without notice.
 */
public interface Actor {

    /**
     * Answers a message. Blocks. Failures that can be foreseen are answers too. An exception is a fault of the program, or
     * a message of another version; the host hands it to the caller as a failed call.
     *
     * @param message owned by the actor from now on
     */
    byte[] call(byte[] message, ActorPorts ports);

    /** Runs when the alarm is due. Blocks. Throws nothing. On return the next alarm is set if any work is left. */
    void alarm(ActorPorts ports);
}
