package dev.otlp2parquet.iceberg.port;

/** An object could not be read or written. The message names its location and the cause. */
public final class ObjectFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ObjectFailure(String message) {
        super(message);
    }

    public ObjectFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
