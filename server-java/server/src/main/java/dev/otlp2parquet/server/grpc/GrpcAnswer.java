package dev.otlp2parquet.server.grpc;

import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import java.util.List;

/**
 * The answer to a call: response headers, one message or none, and trailers.
 *
 * @param response always status 200, as gRPC wants it. Without trailers its headers hold the status of the call ("Trailers-Only"),
 *     and the body is empty
 * @param trailers after the body; empty for Trailers-Only
 */
public record GrpcAnswer(HttpAnswer response, List<Header> trailers) {

    public GrpcAnswer {
        trailers = List.copyOf(trailers);
    }
}
