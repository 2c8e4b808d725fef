package dev.otlp2parquet.platform.bucket;

/**
 * An object could not be stored, or it is not known whether it was.
 *
 * <p>The message is for the operator's log only: it is not sent to clients. It must not carry credentials.
 */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * @param retryable whether the same call may work a moment later (overload, network), or only after somebody mends
     * something
     */
    public StoreException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    /** As {@link #StoreException(String, boolean)}, with the failure beneath. */
    public StoreException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
