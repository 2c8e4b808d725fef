package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;

/** {@code GET /status}: the condition of every buffer and committer. */
final class StatusRoute extends OperatorRoute {

    StatusRoute(Isolate isolate) {
        super(isolate);
    }

    @Override
    boolean takes(String path) {
        return path.equals("/status");
    }

    @Override
    String methods(RequestHead head) {
        return "GET";
    }

    @Override
    HttpAnswer answer(RequestHead head, Answers answers, BatchingPorts ports) {
        return answers.json(200, isolate.operations(ports).status().json());
    }
}
