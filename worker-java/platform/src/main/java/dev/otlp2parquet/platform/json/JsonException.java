package dev.otlp2parquet.platform.json;

/** The bytes are not JSON, or not the expected JSON. The message says what was expected and what was found. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }
}
