package dev.otlp2parquet.aws.jvm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** An HTTP server that answers as it is told, one answer after the other, and keeps the requests. */
public final class ScriptedServer implements AutoCloseable {

    /** A request: method, address as it was sent, headers by name, body as text. */
    public record Seen(String method, String uri, Map<String, List<String>> headers, String body) {

        /** Returns a header's value by its name in lower case, or null. */
        public String header(String name) {
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                if (header.getKey().equalsIgnoreCase(name)) {
                    return header.getValue().get(0);
                }
            }
            return null;
        }
    }

    private record Answer(int status, Map<String, String> headers, String body) {}

    private static final Answer RESET = new Answer(0, Map.of(), "");

    private final HttpServer server;
    private final Queue<Answer> script = new ArrayDeque<>();
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());

    /** Starts the server. */
    public ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns the server's address. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next request with a status and a body. */
    public ScriptedServer then(int status, String body) {
        return then(status, Map.of(), body);
    }

    /** Answers the next request with a status, headers and a body. */
    public ScriptedServer then(int status, Map<String, String> headers, String body) {
        synchronized (script) {
            script.add(new Answer(status, headers, body));
        }
        return this;
    }

    /** Answers the next request with an error as S3 sends it. */
    public ScriptedServer thenError(int status, String code, String message) {
        return thenError(status, Map.of(), code, message);
    }

    /** Answers the next request with headers and an error as S3 sends it. */
    public ScriptedServer thenError(int status, Map<String, String> headers, String code, String message) {
        return then(
                status,
                headers,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>");
    }

    /** Closes the connection after the next request was read, as if its answer was lost. */
    public ScriptedServer thenNoAnswer() {
        synchronized (script) {
            script.add(RESET);
        }
        return this;
    }

    /** Returns all requests so far. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        Answer answer;
        synchronized (script) {
            answer = script.remove();
        }
        if (!answer.equals(RESET)) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
        exchange.close();
    }
}
