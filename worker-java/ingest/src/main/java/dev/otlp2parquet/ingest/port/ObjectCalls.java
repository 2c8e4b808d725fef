package dev.otlp2parquet.ingest.port;

/** Calls of durable objects. */
public interface ObjectCalls {

    /**
     * Calls the object of a kind and name, which is made when there is none yet; returns its answer. Blocks.
     *
     * @param name at most 256 characters of ASCII
     * @param message as {@link dev.otlp2parquet.ingest.durable.DurableObject#call} takes it, at most 16 MiB; stays the
     *     caller's
     * @throws ObjectCallException if no answer came; whether the object acted on the message is not known
     */
    byte[] call(ObjectKind kind, String name, byte[] message) throws ObjectCallException;
}
