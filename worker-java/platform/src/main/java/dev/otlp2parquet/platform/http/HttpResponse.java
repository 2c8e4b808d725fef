package dev.otlp2parquet.platform.http;

import dev.otlp2parquet.platform.Binary;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers by lower-case name
 * @param body empty for none; null if it is longer than {@link HttpRequest#maxAnswerBytes()} allows
 */
public record HttpResponse(int status, Map<String, String> headers, Binary body) {

    /** Whether the body was too long to be kept. */
    public boolean cut() {
        return body == null;
    }
}
