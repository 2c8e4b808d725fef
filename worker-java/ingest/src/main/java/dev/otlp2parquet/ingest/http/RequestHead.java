package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.platform.text.Ascii;
import java.util.List;

/**
 * A request without its body.
 *
 * @param method as sent, upper-case for the known ones
 * @param path the path alone, without query
 * @param headers all header fields; several of one name are several entries, or one joined by commas
 * @param requestId an id that the host chose for this request, unique; used unless the client sent a usable {@code
 *     x-request-id}
 */
public record RequestHead(String method, String path, List<Header> headers, String requestId) {

    public RequestHead {
        headers = List.copyOf(headers);
    }

    /** The values of a header joined by {@code ", "} (RFC 9110, section 5.3), or null when there is none. */
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
