package dev.otlp2parquet.server.http;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** The heads of requests as the core expects them, the same as on a Worker. */
final class RequestHeads {

    private RequestHeads() {}

    static RequestHead of(Request request) {
        List<Header> headers = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            headers.add(new Header(field.getName(), value == null ? "" : value));
        }
        String path = request.getHttpURI().getPath();
        return new RequestHead(
                request.getMethod(),
                withoutDots(path == null ? "" : path),
                headers,
                UUID.randomUUID().toString());
    }

    /**
     * The path as the URL standard has it in {@code URL.pathname}: percent-encoding stays, the segments {@code .} and {@code ..} are
     * resolved.
     */
    static String withoutDots(String path) {
        if (!path.contains("/.") && !path.contains("/%2")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        List<String> segments = List.of(path.substring(1).split("/", -1));
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i).toLowerCase(Locale.ROOT).replace("%2e", ".");
            boolean dots = segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                kept.pollLast();
            }
            if (!dots) {
                kept.addLast(segments.get(i));
            } else if (i == segments.size() - 1) {
                kept.addLast("");
            }
        }
        StringBuilder resolved = new StringBuilder();
        for (String segment : kept) {
            resolved.append('/').append(segment);
        }
        return resolved.toString();
    }
}
