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

    /** A call that is under way. */
    interface PendingCall {
        /**
         * Waits for the answer. Called once.
         *
         * @throws ObjectCallException if none came; whether the object acted on the message is not known
         */
        byte[] await() throws ObjectCallException;
    }

    /**
     * Begins {@link #call} and returns without waiting, where the host can: many objects answer in the time of the slowest, not in the sum.
     * Every call that is begun is awaited. Unless overridden, it blocks.
     *
     * @param timeoutMillis how long the answer may take, for messages that the object keeps waiting by design; 0 for as long as the host lets
     *     every call take
     */
    default PendingCall begin(ObjectKind kind, String name, byte[] message, int timeoutMillis) {
        try {
            byte[] answer = call(kind, name, message);
            return () -> answer;
        } catch (ObjectCallException e) {
            return () -> {
                throw e;
            };
        }
    }
}
