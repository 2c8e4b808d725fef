package dev.otlp2parquet.otlp;

/**
 * A request is malformed as a whole: bad JSON syntax, bad protobuf wire format, a truncated body, an envelope field of the
 * wrong type. None of its records can be trusted. OTLP/HTTP answers 400; sending the request again cannot help.
 *
 * <p>The message starts with the field path; for {@link RequestFormat#JSON_LINES} the line precedes it. The message ends with
 * the byte offset from the beginning of the body: {@code resourceLogs[0].scopeLogs[2]: expected ',' or '}', found ']' at byte
 * 812}.
 */
public final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
