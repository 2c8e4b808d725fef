package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.client.Degradation;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.util.List;

/** {@code GET /health}: whether everything works, without credentials. */
final class HealthRoute implements Route {

    static final String PATH = "/health";

    private final Isolate isolate;

    HealthRoute(Isolate isolate) {
        this.isolate = isolate;
    }

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    public boolean isForPages() {
        return true;
    }

    @Override
    public Admission admit(RequestHead head, RequestContext context) {
        HttpAnswer refusal = refusal(head, new Answers(context));
        return refusal != null
                ? new Admission.Answer(refusal)
                : OperatorRoute.operate(
                        isolate,
                        head,
                        context,
                        (operator, answers, ports) -> answer(
                                operator,
                                answers,
                                isolate.health().degradations(isolate.config().pipeline(), isolate.feeds(), ports)));
    }

    /** The refusal of a method, or null. */
    static HttpAnswer refusal(RequestHead head, Answers answers) {
        return head.method().equals("GET") || head.method().equals("HEAD")
                ? null
                : HeadRefusal.method(head, answers, "GET, HEAD");
    }

    static HttpAnswer answer(RequestHead head, Answers answers, List<Degradation> degradations) {
        HttpAnswer health = answers.json(200, Degradation.health(degradations));
        return head.method().equals("GET") ? health : new HttpAnswer(200, health.headers(), new byte[0]);
    }
}
