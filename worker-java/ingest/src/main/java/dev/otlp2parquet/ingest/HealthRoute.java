package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.client.Degradation;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.util.List;

/** {@code GET /health}: whether everything works, without credentials. */
final class HealthRoute extends OperatorRoute {

    static final String PATH = "/health";
    private static final String METHODS = "GET, HEAD";

    HealthRoute(Isolate isolate) {
        super(isolate);
    }

    @Override
    boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    boolean isForPages() {
        return true;
    }

    @Override
    String methods(RequestHead head) {
        return METHODS;
    }

    @Override
    HttpAnswer refusal(RequestHead head, Answers answers) {
        return methodRefusal(head, answers);
    }

    @Override
    HttpAnswer answer(RequestHead head, Answers answers, BatchingPorts ports) {
        return answer(
                head, answers, isolate.health().degradations(isolate.config().pipeline(), isolate.feeds(), ports));
    }

    /** The refusal of a method, or null. */
    static HttpAnswer methodRefusal(RequestHead head, Answers answers) {
        return head.method().equals("GET") || head.method().equals("HEAD")
                ? null
                : HeadRefusal.method(head, answers, METHODS);
    }

    static HttpAnswer answer(RequestHead head, Answers answers, List<Degradation> degradations) {
        HttpAnswer health = answers.json(200, Degradation.health(degradations));
        return head.method().equals("GET") ? health : new HttpAnswer(200, health.headers(), new byte[0]);
    }
}
