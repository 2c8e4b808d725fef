package dev.otlp2parquet.platform.bucket;

/**
 * An object could not be stored, or may not have been stored.
 *
 * <p>The message is for the operator's log. It is not sent to clients and must not contain credentials.
 */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * @param retryable whether the same call may succeed a moment later (overload, network); false if somebody has to
     *     change something first
     */
    public StoreException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    /** As {@link #StoreException(String, boolean)}, with the cause. */
    public StoreException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
