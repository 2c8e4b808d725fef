package dev.otlp2parquet.platform.http;

/** Port: one HTTP request, one answer. */
public interface HttpClient {

    /**
     * Sends a request once: no retry, no redirect followed.
     *
     * @return the answer, whatever its status
     * @throws HttpFailure if there is no answer: refused, reset, timed out. Whether the server acted on it is not known.
     */
    HttpResponse send(HttpRequest request);
}
