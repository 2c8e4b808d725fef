package dev.otlp2parquet.lake;

/**
 * A table cannot be written to, so that nothing was stored for it: the catalog does not answer or refuses, the table is in another
 * bucket, or its columns contradict ours. The message is for the operator and holds no secret.
 */
public final class LakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** @param retryable whether it may pass by itself, or only after somebody mends something */
    public LakeException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
