package dev.otlp2parquet.platform.actor;

/** Calls of durable objects. */
public interface ActorCalls {

    /** Of a host that has no actors: nothing may be called. */
    ActorCalls NONE = (kind, name, message) -> {
        throw new IllegalStateException("this host has no actors");
    };

    /**
     * Calls the object of a kind and name, which is made when there is none yet; returns its answer. Blocks.
     *
     * @param name at most 256 characters of ASCII
     * @param message of at most 16 MiB; stays the
     *     caller's
     * @throws ActorCallException if no answer came; whether the object acted on the message is not known
     */
    byte[] call(ActorKind kind, String name, byte[] message) throws ActorCallException;

    /** A call that is under way. */
    interface PendingCall {
        /**
         * Waits for the answer. Called once.
         *
         * @throws ActorCallException if none came; whether the object acted on the message is not known
         */
        byte[] await() throws ActorCallException;
    }

    /**
     * Begins {@link #call} and returns without waiting, where the host can: many objects answer in the time of the slowest, not in the sum.
     * Every call that is begun is awaited. Unless overridden, it blocks.
     *
     * @param timeoutMillis how long the answer may take, for messages that the object keeps waiting by design; 0 for as long as the host lets
     *     every call take
     */
    default PendingCall begin(ActorKind kind, String name, byte[] message, int timeoutMillis) {
        try {
            byte[] answer = call(kind, name, message);
            return () -> answer;
        } catch (ActorCallException e) {
            return () -> {
                throw e;
            };
        }
    }
}
