package dev.otlp2parquet.platform.actor;

/** An actor did not answer a call. It may have acted on the message nevertheless. */
public final class ActorCallException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final boolean overloaded;

    /**
     * Describes a call without an answer.
     *
     * @param message for the operator's log
     * @param retryable whether the same call may succeed a moment later (Cloudflare's {@code .retryable})
     * @param overloaded whether the actor has more calls waiting than it can serve ({@code .overloaded}); an immediate
     *     repeat makes it worse
     */
    public ActorCallException(String message, boolean retryable, boolean overloaded) {
        super(message);
        this.retryable = retryable;
        this.overloaded = overloaded;
    }

    public boolean retryable() {
        return retryable;
    }

    public boolean overloaded() {
        return overloaded;
    }
}
