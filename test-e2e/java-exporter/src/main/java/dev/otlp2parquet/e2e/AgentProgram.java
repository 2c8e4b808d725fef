package dev.otlp2parquet.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.logging.Logger;

/**
 * A program that knows nothing of OpenTelemetry: it serves {@code /greeting}, logs each request, and sends itself one. The Java agent
 * exports what happens. Prints the port.
 */
public final class AgentProgram {

    private static final Logger LOGGER = Logger.getLogger("greetings");

    private AgentProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/greeting", AgentProgram::greet);
        server.start();
        int port = server.getAddress().getPort();
        URI uri = URI.create("http://127.0.0.1:" + port + "/greeting");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        server.stop(0);
        System.out.println(port);
        // The agent exports in a shutdown hook.
        System.exit(answer.statusCode() == 200 ? 0 : 1);
    }

    private static void greet(HttpExchange exchange) throws IOException {
        LOGGER.warning("greeting größer");
        byte[] greeting = "hello".getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, greeting.length);
            exchange.getResponseBody().write(greeting);
        }
    }
}
