package dev.otlp2parquet.platform.http;

/** Port: one HTTP request and its answer. */
public interface HttpClient {

    /**
     * Sends a request once. Does not retry and does not follow redirects.
     *
     * @return the answer, with any status
     * @throws HttpFailure if no answer came (refused, reset, timed out); the server may have acted on the request
     */
    HttpResponse send(HttpRequest request);
}
