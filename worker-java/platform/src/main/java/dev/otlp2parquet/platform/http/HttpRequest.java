package dev.otlp2parquet.platform.http;

import dev.otlp2parquet.platform.Binary;
import java.util.Map;

/**
 * A request.
 *
 * @param headers by name, in the order in which they are sent; may hold credentials: never to be logged
 * @param body null for none
 * @param timeoutMillis from sending to the last byte of the answer
 * @param maxAnswerBytes of the answer's body: of a longer one nothing is kept, and no more than that is read
 */
public record HttpRequest(
        String method, String url, Map<String, String> headers, Binary body, int timeoutMillis, int maxAnswerBytes) {

    /** The same request with another time limit. */
    public HttpRequest withTimeout(int millis) {
        return new HttpRequest(method, url, headers, body, millis, maxAnswerBytes);
    }

    /** The same request to another address. */
    public HttpRequest to(String otherUrl) {
        return new HttpRequest(method, otherUrl, headers, body, timeoutMillis, maxAnswerBytes);
    }

    /** Without headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
