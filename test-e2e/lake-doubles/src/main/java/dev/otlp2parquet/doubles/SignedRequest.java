package dev.otlp2parquet.doubles;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request as it arrived, with its whole body. */
final class SignedRequest {

    /** Bytes of a body; tests send less. */
    private static final int LARGEST_BODY = 256 << 20;

    private final String method;
    private final String rawTarget;
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final byte[] body;

    SignedRequest(HttpServletRequest request) throws IOException {
        method = request.getMethod();
        String query = request.getQueryString();
        rawTarget = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .addAll(Collections.list(request.getHeaders(name)));
        }
        body = request.getInputStream().readNBytes(LARGEST_BODY);
        if (body.length == LARGEST_BODY) {
            throw new IOException("a body of more than " + LARGEST_BODY + " bytes");
        }
    }

    String method() {
        return method;
    }

    /** Path and query, not decoded. */
    String rawTarget() {
        return rawTarget;
    }

    /** Names in lower case. */
    Map<String, List<String>> headers() {
        return headers;
    }

    /** The first value, or null. */
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** The body itself: not to be changed. */
    byte[] body() {
        return body;
    }
}
