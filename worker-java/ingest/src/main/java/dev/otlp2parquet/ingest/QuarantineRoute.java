package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;

/** {@code /quarantine} and the paths below it: requests that are set aside. */
final class QuarantineRoute implements Route {

    private final Isolate isolate;

    QuarantineRoute(Isolate isolate) {
        this.isolate = isolate;
    }

    @Override
    public boolean takes(String path) {
        return QuarantinePath.of(path, isolate.feeds()) != null;
    }

    @Override
    public Admission admit(RequestHead head, RequestContext context) {
        QuarantinePath path = QuarantinePath.of(head.path(), isolate.feeds());
        String methods = path.takes(head.method()) ? head.method() : path.methods();
        return OperatorRoute.admit(
                isolate,
                methods,
                head,
                context,
                (operator, answers, ports) -> new QuarantineOperations(isolate.feeds(), ports, answers)
                        .answer(
                                operator.method(),
                                path,
                                isolate.operations(ports).buffers()));
    }
}
