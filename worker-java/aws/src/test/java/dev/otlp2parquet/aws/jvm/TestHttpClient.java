package dev.otlp2parquet.aws.jvm;

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
import java.util.LinkedHashMap;
import java.util.Map;

/** The JDK's client. */
public final class TestHttpClient implements HttpClient {

    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .build();

    @Override
    public HttpResponse send(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(
                        request.method(),
                        request.body() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body().array()));
        request.headers().forEach(builder::header);
        try {
            java.net.http.HttpResponse<InputStream> response =
                    client.send(builder.build(), BodyHandlers.ofInputStream());
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(request.maxAnswerBytes() + 1);
                boolean cut = bytes.length > request.maxAnswerBytes();
                return new HttpResponse(response.statusCode(), headers, cut ? null : Binary.of(bytes));
            }
        } catch (IOException e) {
            throw new HttpFailure(e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(e.toString(), e);
        }
    }
}
