package dev.otlp2parquet.lambda;

import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;

/**
 * A client whose connections are given up after a pause. Lambda freezes a process between invocations, and servers close idle
 * connections meanwhile: a request over one of them fails, and of a commit nobody knows then whether it was made.
 */
final class Connections implements HttpClient {

    /** Less than the shortest time after which a server closes an idle connection. */
    private static final long MAX_IDLE_MILLIS = 4_000;

    private HttpClient client = new JdkHttpClient();
    private long usedMillis = System.currentTimeMillis();

    @Override
    public HttpResponse send(HttpRequest request) {
        return client.send(request);
    }

    /** Begins an invocation. */
    void begin() {
        if (Math.abs(System.currentTimeMillis() - usedMillis) > MAX_IDLE_MILLIS) {
            client = new JdkHttpClient();
        }
    }

    /** Ends an invocation. */
    void end() {
        usedMillis = System.currentTimeMillis();
    }
}
