package dev.otlp2parquet.lambda.event;

/** An event is not an HTTP request. The message says what it probably is, and what was expected. */
public final class UnknownEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownEventException(String message) {
        super(message);
    }
}
