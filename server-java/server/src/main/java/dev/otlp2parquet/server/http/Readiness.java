package dev.otlp2parquet.server.http;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /ready}: whether a balancer shall send requests here. 200 while the server accepts, 503 from the moment on when it is asked
 * to stop. Not the same as {@code /health}, which tells whether everything works.
 */
final class Readiness {

    static final String PATH = "/ready";

    private volatile boolean ready;

    boolean isReady() {
        return ready;
    }

    void set(boolean newReady) {
        ready = newReady;
    }

    HttpAnswer answer(RequestHead head) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("x-request-id", head.requestId()));
        headers.add(new Header("content-type", "application/json"));
        headers.add(new Header("cache-control", "no-store"));
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            headers.add(new Header("allow", "GET, HEAD"));
            return answer(405, headers, "{\"code\":12,\"message\":\"/ready takes GET, HEAD\"}");
        }
        return ready
                ? answer(200, headers, "{\"status\":\"ready\"}")
                : answer(503, headers, "{\"status\":\"draining\"}");
    }

    private static HttpAnswer answer(int status, List<Header> headers, String json) {
        return new HttpAnswer(status, headers, json.getBytes(StandardCharsets.UTF_8));
    }
}
