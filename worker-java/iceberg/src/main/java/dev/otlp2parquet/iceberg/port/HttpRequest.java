package dev.otlp2parquet.iceberg.port;

import dev.otlp2parquet.iceberg.schema.Binary;
import java.util.Map;

/**
 * A request.
 *
 * @param headers by name, in the order in which they are sent; may hold credentials: never to be logged
 * @param body null for none
 * @param timeoutMillis from sending to the last byte of the answer
 */
public record HttpRequest(String method, String url, Map<String, String> headers, Binary body, int timeoutMillis) {

    /** Without headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
