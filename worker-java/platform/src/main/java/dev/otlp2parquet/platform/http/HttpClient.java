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

    /** A request under way. */
    interface PendingAnswer {

        /**
         * Waits for the answer. Called once.
         *
         * @throws HttpFailure as {@link HttpClient#send}
         */
        HttpResponse await();
    }

    /**
     * Begins {@link #send}. A host that can do so returns without waiting, so that several requests are under way. The
     * caller awaits every one. The default implementation blocks.
     *
     * @throws HttpFailure if the request cannot be sent; any other failure comes out at the wait
     */
    default PendingAnswer begin(HttpRequest request) {
        try {
            HttpResponse response = send(request);
            return () -> response;
        } catch (HttpFailure e) {
            return () -> {
                throw e;
            };
        }
    }
}
