package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.platform.text.Ascii;
import java.util.List;

/**
 * A request without its body.
 *
 * @param method as sent; the known ones are upper-case
 * @param path the path alone, without a query
 * @param headers all header fields; several of one name are several entries, or one entry joined by commas
 * @param requestId a unique id by the host, used unless the client sent a usable {@code x-request-id}
 */
public record RequestHead(String method, String path, List<Header> headers, String requestId) {

    public RequestHead {
        headers = List.copyOf(headers);
    }

    /** The values of a header joined by {@code ", "} (RFC 9110, section 5.3), or null if there are none. */
    public String header(String lowerCaseName) {
        String joined = null;
        for (Header header : headers) {
            if (Ascii.equalsIgnoreCase(header.name(), lowerCaseName)) {
                joined = joined == null ? header.value() : joined + ", " + header.value();
            }
        }
        return joined;
    }
}
