package dev.otlp2parquet.jvm;

import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HTTP over the JDK's client, for the catalog harness. The time of an answer depends on the machine. So this client
 * waits for minutes instead of a request's own time limit, and fails at once when the harness says that it will not
 * answer.
 */
public final class PatientHttpClient implements HttpClient {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .build();

    @Override
    public HttpResponse send(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(PATIENCE)
                .header("x-tell-when-hanging", "true")
                .method(
                        request.method(),
                        request.body() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body().array()));
        request.headers().forEach(builder::header);
        try {
            java.net.http.HttpResponse<InputStream> response =
                    client.send(builder.build(), BodyHandlers.ofInputStream());
            if (response.headers().firstValue("x-hanging").isPresent()) {
                response.body().close();
                throw new HttpFailure("no answer within " + request.timeoutMillis() + " ms");
            }
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            try (InputStream body = response.body()) {
                int max = request.maxAnswerBytes();
                byte[] bytes = body.readNBytes(max + 1);
                return new HttpResponse(response.statusCode(), headers, bytes.length > max ? null : Binary.of(bytes));
            }
        } catch (IOException e) {
            throw new HttpFailure(e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(e.toString(), e);
        }
    }
}
