package dev.otlp2parquet.platform.actor;

/** A durable object did not answer. It may have acted on the message all the same. */
public final class ActorCallException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final boolean overloaded;

    /**
     * A call without an answer.
     *
     * @param message for the operator's log
     * @param retryable whether the host says that the same call may work a moment later (Cloudflare's {@code .retryable})
     * @param overloaded whether the object has more calls waiting than it can serve ({@code .overloaded}): calling
     *     again at once makes it worse
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
