package dev.otlp2parquet.host;

import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;

/** Answers requests. An HTTP server calls it from many threads. */
public interface RequestService {

    /** Answers a request. Blocks, and never throws. */
    HttpAnswer answer(Exchange exchange);

    /**
     * Whether a request has the credentials that requests need. A server asks before it waits for a client; {@link #answer} checks in any
     * case. Does not block.
     */
    default boolean isAuthorized(RequestHead head) {
        return true;
    }
}
