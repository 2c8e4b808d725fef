package dev.otlp2parquet.platform.http;

/** A request got no answer. The message names the cause and contains no secret. */
public final class HttpFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HttpFailure(String message) {
        super(message);
    }

    public HttpFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
