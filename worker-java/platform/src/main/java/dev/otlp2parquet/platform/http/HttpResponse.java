package dev.otlp2parquet.platform.http;

import dev.otlp2parquet.platform.Binary;
import java.util.Map;

/**
 * An answer to an {@link HttpRequest}.
 *
 * @param headers by lower-case name
 * @param body empty for no body; null if it is longer than {@link HttpRequest#maxAnswerBytes()}
 */
public record HttpResponse(int status, Map<String, String> headers, Binary body) {

    /** Returns whether the body was too long to be kept. */
    public boolean cut() {
        return body == null;
    }
}
