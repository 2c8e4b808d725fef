package dev.otlp2parquet.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that records requests and answers as it is told. */
public final class HttpDouble implements AutoCloseable {

    /** What to do with a request. */
    public interface Answering {
        Answer answer(Request request) throws InterruptedException;
    }

    /**
     * A request.
     *
     * @param authorization the header, or null
     * @param clientPort one for each connection
     */
    public record Request(String method, String path, String authorization, String token, int clientPort) {}

    /** An answer. */
    public record Answer(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** Starts the server on a free port. */
    public HttpDouble(Answering answering) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, answering));
        server.start();
    }

    private void answer(HttpExchange exchange, Answering answering) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("authorization"),
                    exchange.getRequestHeaders().getFirst("x-amz-security-token"),
                    exchange.getRemoteAddress().getPort());
            requests.add(request);
            Answer answer = answering.answer(request);
            byte[] body = Otlp.utf8(answer.body());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The address of the server. */
    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The requests that came. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
