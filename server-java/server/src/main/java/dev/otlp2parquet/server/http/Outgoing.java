package dev.otlp2parquet.server.http;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.server.grpc.GrpcAnswer;
import java.util.List;

/**
 * An answer of either protocol.
 *
 * @param trailers after the body; empty for none
 */
record Outgoing(HttpAnswer response, List<Header> trailers) {

    static Outgoing of(HttpAnswer answer) {
        return new Outgoing(answer, List.of());
    }

    static Outgoing of(GrpcAnswer answer) {
        return new Outgoing(answer.response(), answer.trailers());
    }
}
