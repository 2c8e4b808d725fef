package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.client.Operations;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.ContentLength;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;

/** {@code POST /flush}: store and commit now everything that was accepted. */
final class FlushRoute extends OperatorRoute {

    private static final String WAIT = "wait=";

    FlushRoute(Isolate isolate) {
        super(isolate);
    }

    @Override
    boolean takes(String path) {
        return path.equals("/flush");
    }

    @Override
    String methods(RequestHead head) {
        return "POST";
    }

    @Override
    HttpAnswer answer(RequestHead head, Answers answers, BatchingPorts ports) {
        Operations.Flushed flushed = isolate.operations(ports).flush(flushSecs(head));
        return answers.json(flushed.problems().isEmpty() ? 200 : 503, flushed.json());
    }

    /** The wait of RFC 7240, section 4.3: {@code Prefer: wait=10}. Any other preference is ignored. */
    private static int flushSecs(RequestHead head) {
        String prefer = head.header("prefer");
        if (prefer == null || !prefer.startsWith(WAIT)) {
            return Operations.MAX_FLUSH_SECS;
        }
        long seconds = ContentLength.parse(prefer.substring(WAIT.length()));
        return seconds < 0 ? Operations.MAX_FLUSH_SECS : (int) Math.min(seconds, Operations.MAX_FLUSH_SECS);
    }
}
