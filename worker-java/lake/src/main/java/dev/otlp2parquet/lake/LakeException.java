package dev.otlp2parquet.lake;

/**
 * A table cannot be written to, so nothing was stored for it. The catalog does not answer or rejects the request, the
 * table is in another bucket, or its columns contradict ours. The message is for the operator and contains no secret.
 */
public final class LakeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** @param retryable whether the failure may pass by itself; false if somebody has to change something first */
    public LakeException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
