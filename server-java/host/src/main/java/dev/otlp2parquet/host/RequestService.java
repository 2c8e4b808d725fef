package dev.otlp2parquet.host;

import dev.otlp2parquet.ingest.http.HttpAnswer;

/** Answers requests. An HTTP server calls it from many threads. */
public interface RequestService {

    /** Answers a request. Blocks, and never throws. */
    HttpAnswer answer(Exchange exchange);
}
