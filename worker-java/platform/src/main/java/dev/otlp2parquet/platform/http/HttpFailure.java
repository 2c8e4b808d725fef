package dev.otlp2parquet.platform.http;

/** No answer came. The message names the cause and no secret. */
public final class HttpFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HttpFailure(String message) {
        super(message);
    }

    public HttpFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
