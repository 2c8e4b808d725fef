package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 in cleartext with the JDK's client, which upgrades from HTTP/1.1. */
class HttpTwoTest {

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private static HttpRequest.Builder request(TestServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private void upgrade(TestServer server) throws Exception {
        HttpResponse<String> ready = client.send(request(server, "/ready").build(), BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, ready.version());
        assertEquals("{\"status\":\"ready\"}", ready.body());
    }

    @Test
    void manyRequestsShareAConnection() throws Exception {
        try (TestServer server = TestServer.of(Scripted::echo)) {
            upgrade(server);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                HttpRequest post = request(server, "/" + i)
                        .POST(BodyPublishers.ofString("x".repeat(20_000)))
                        .build();
                answers.add(client.sendAsync(post, BodyHandlers.ofString()));
            }
            for (int i = 0; i < 50; i++) {
                HttpResponse<String> answer = answers.get(i).get(20, TimeUnit.SECONDS);
                assertEquals(HttpClient.Version.HTTP_2, answer.version());
                assertEquals("POST /" + i + " " + "x".repeat(20_000), answer.body());
            }
        }
    }

    @Test
    void aRefusedBodyDoesNotLoseTheAnswer() throws Exception {
        try (TestServer server = TestServer.of(new GatewayService(directory))) {
            upgrade(server);
            HttpRequest post = request(server, "/v1/logs")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5 << 20])))
                    .build();
            HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
            assertEquals(401, answer.statusCode());
            assertTrue(answer.headers().firstValue("www-authenticate").isPresent());
        }
    }

    @Test
    void theFirstRequestMayHaveABody() throws Exception {
        try (TestServer server = TestServer.of(Scripted::echo)) {
            HttpRequest post = request(server, "/v1/logs")
                    .POST(BodyPublishers.ofString("x".repeat(100_000)))
                    .build();
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "POST /v1/logs " + "x".repeat(100_000),
                        client.send(post, BodyHandlers.ofString()).body());
            }
        }
    }

    @Test
    void aClientThatCancelsIsReported() throws Exception {
        Scripted.Held held = new Scripted.Held();
        try (TestServer server = TestServer.of(held)) {
            upgrade(server);
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                    request(server, "/v1/logs")
                            .POST(BodyPublishers.ofString("ab"))
                            .build(),
                    BodyHandlers.ofString());
            Scripted.await(held.taken);
            assertTrue(answer.cancel(true));
            Scripted.await(held.unanswered);
            held.released.countDown();
        }
    }
}
