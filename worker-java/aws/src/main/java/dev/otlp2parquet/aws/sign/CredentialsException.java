package dev.otlp2parquet.aws.sign;

/** There are no credentials for a request. The message is for operators, and contains no secret. */
public final class CredentialsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * Makes an exception.
     *
     * @param retryable whether a later call may succeed without a change by a person
     */
    public CredentialsException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    /** As {@link #CredentialsException(String, boolean)}, with the cause. */
    public CredentialsException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
