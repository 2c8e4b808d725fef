package dev.otlp2parquet.lambda.limit;

import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;

/** A client whose requests end when the time of the invocation is up. A request that begins later fails at once. */
public final class LimitedHttpClient implements HttpClient {

    static final String TIME_IS_UP =
            "the time of the function is up: give it a longer timeout, or send smaller or fewer requests";

    private final HttpClient http;
    private final TimeLimit limit;

    public LimitedHttpClient(HttpClient http, TimeLimit limit) {
        this.http = http;
        this.limit = limit;
    }

    @Override
    public HttpResponse send(HttpRequest request) {
        int left = limit.leftMillis();
        if (left == 0) {
            throw new HttpFailure(TIME_IS_UP);
        }
        if (request.timeoutMillis() <= left) {
            return http.send(request);
        }
        try {
            return http.send(request.withTimeout(left));
        } catch (HttpFailure e) {
            throw limit.leftMillis() > 0 ? e : new HttpFailure(e.getMessage() + "; " + TIME_IS_UP, e);
        }
    }
}
