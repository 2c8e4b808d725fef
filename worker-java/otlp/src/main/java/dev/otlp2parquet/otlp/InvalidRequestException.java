package dev.otlp2parquet.otlp;

/**
 * A request that is malformed as a whole, so that nothing of it can be trusted: bad JSON syntax, bad protobuf wire
 * format, a truncated body, an envelope field of the wrong type. OTLP/HTTP answers it with 400; sending it again cannot
 * help.
 *
 * <p>The message begins with the place (field path, for {@link RequestFormat#JSON_LINES} the line before it) and ends
 * with the byte offset, counted from the beginning of the body: {@code resourceLogs[0].scopeLogs[2]: expected ',' or '}',
 * found ']' at byte 812}.
 */
public final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
