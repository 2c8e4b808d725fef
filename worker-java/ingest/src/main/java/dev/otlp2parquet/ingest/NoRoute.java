package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;

/** Every path that no other route takes: 404, with the likely mistake. */
final class NoRoute extends Route {

    @Override
    boolean takes(String path) {
        return true;
    }

    @Override
    Admission admit(RequestHead head, RequestContext context) {
        String message = "nothing is at " + head.path() + "; send to /v1/logs, /v1/traces or /v1/metrics"
                + LikelyMistake.ofPath(SignalPath.canonical(head.path()));
        return new Admission.Answer(new Answers(context).refused(404, RpcCode.NOT_FOUND, message));
    }
}
