package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;

/** {@code /quarantine} and the paths below it: requests that are set aside. */
final class QuarantineRoute extends OperatorRoute {

    QuarantineRoute(Isolate isolate) {
        super(isolate);
    }

    private QuarantinePath parse(String path) {
        return QuarantinePath.of(path, isolate.feeds());
    }

    @Override
    boolean takes(String path) {
        return parse(path) != null;
    }

    @Override
    String methods(RequestHead head) {
        QuarantinePath path = parse(head.path());
        return path.takes(head.method()) ? head.method() : path.methods();
    }

    @Override
    HttpAnswer answer(RequestHead head, Answers answers, BatchingPorts ports) {
        return new QuarantineOperations(isolate.feeds(), ports, answers)
                .answer(
                        head.method(),
                        parse(head.path()),
                        isolate.operations(ports).buffers());
    }
}
