package dev.otlp2parquet.platform.actor;

/** Port: calls of actors. */
public interface ActorCalls {

    /** The port of a host without actors. Every call fails. */
    ActorCalls NONE = (kind, name, message) -> {
        throw new IllegalStateException("this host has no actors");
    };

    /**
     * Calls an actor and returns its answer. The host creates the actor if it does not exist. Blocks.
     *
     * @param name at most 256 characters of ASCII
     * @param message at most 16 MiB; the caller keeps the array
     * @throws ActorCallException if no answer came; the actor may or may not have acted on the message
     */
    byte[] call(ActorKind kind, String name, byte[] message) throws ActorCallException;

    /** A call in progress. */
    interface PendingCall {
        /**
         * Waits for the answer. Called once.
         *
         * @throws ActorCallException if no answer came; the actor may or may not have acted on the message
         */
        byte[] await() throws ActorCallException;
    }

    /**
     * Begins {@link #call}. A host that can do so returns without waiting, so calls of many actors take as long as the
     * slowest one. Every call that is begun must be awaited. The default implementation blocks.
     *
     * @param timeoutMillis limit for the answer, for messages that the actor holds back on purpose; 0 for the host's
     *     usual limit
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
