package dev.otlp2parquet.bench.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** OTLP over HTTP/1.1, kept alive. */
final class HttpExporter implements Exporter {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final HttpRequest.Builder request;

    /** @param client of all senders; it keeps a connection for each */
    HttpExporter(HttpClient client, String address, String contentType) {
        this.client = client;
        this.request = HttpRequest.newBuilder(URI.create("http://" + address + "/v1/logs"))
                .header("content-type", contentType)
                .timeout(PATIENCE);
    }

    @Override
    public Answer send(byte[] body) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(
                    request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> Answer.ACKNOWLEDGED;
                case 429, 502, 503, 504 ->
                    Answer.refused(1000
                            * response.headers().firstValueAsLong("retry-after").orElse(0));
                default -> Answer.failed(response.statusCode() + " " + response.body());
            };
        } catch (IOException e) {
            return Answer.failed(e.toString());
        }
    }

    @Override
    public void close() {
        // The client is that of all senders.
    }
}
