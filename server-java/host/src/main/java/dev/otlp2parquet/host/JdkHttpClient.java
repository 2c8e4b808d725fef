package dev.otlp2parquet.host;

import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP over the JDK's client, within the limits of each request: of time, up to the last byte, and of the answer's length. */
public final class JdkHttpClient implements HttpClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    @Override
    public HttpResponse send(HttpRequest request) {
        CompletableFuture<java.net.http.HttpResponse<Binary>> exchange =
                client.sendAsync(toSend(request), head -> new BoundedBody(request.maxAnswerBytes()));
        try {
            java.net.http.HttpResponse<Binary> response = exchange.get(request.timeoutMillis(), TimeUnit.MILLISECONDS);
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new HttpResponse(response.statusCode(), headers, response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new HttpFailure("no answer within " + request.timeoutMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new HttpFailure(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpFailure("interrupted while waiting for an answer", e);
        }
    }

    private static java.net.http.HttpRequest toSend(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder;
        try {
            builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        } catch (IllegalArgumentException e) {
            throw new HttpFailure("expected the address of an HTTP server", e);
        }
        Binary body = request.body();
        builder.method(
                request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.array()));
        request.headers().forEach(builder::header);
        return builder.build();
    }
}
