package dev.otlp2parquet.table;

/** A stored body cannot be decoded. */
public final class UnreadablePayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadablePayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
