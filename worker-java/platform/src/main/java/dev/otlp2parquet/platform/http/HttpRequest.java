package dev.otlp2parquet.platform.http;

import dev.otlp2parquet.platform.Binary;
import java.util.Map;

/**
 * An HTTP request.
 *
 * @param headers by name, in the order of sending; they may contain credentials, so they are never logged
 * @param body null for no body
 * @param timeoutMillis limit from sending to the last byte of the answer
 * @param maxAnswerBytes limit for the body of the answer; of a longer body nothing is kept, and reading stops at the
 *     limit
 */
public record HttpRequest(
        String method, String url, Map<String, String> headers, Binary body, int timeoutMillis, int maxAnswerBytes) {

    /** Returns the same request with another time limit. */
    public HttpRequest withTimeout(int millis) {
        return new HttpRequest(method, url, headers, body, millis, maxAnswerBytes);
    }

    /** Returns the same request for another address. */
    public HttpRequest to(String otherUrl) {
        return new HttpRequest(method, otherUrl, headers, body, timeoutMillis, maxAnswerBytes);
    }

    /** Returns method and address. Headers and body may contain secrets. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
