package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.client.Degradation;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.util.List;

/** Every path while the configuration is invalid: 503 with the problem; {@code /health} is degraded. */
final class UnconfiguredRoute extends Route {

    /** A misconfiguration needs a person: retrying soon is pointless. */
    private static final int RETRY_AFTER_SECS = 60;

    private final String problem;

    UnconfiguredRoute(String problem) {
        this.problem = problem;
    }

    @Override
    boolean takes(String path) {
        return true;
    }

    @Override
    Admission admit(RequestHead head, RequestContext context) {
        Answers answers = new Answers(context);
        return new Admission.Answer(
                head.path().equals(HealthRoute.PATH)
                        ? health(head, answers)
                        : answers.unavailable("this otlp2parquet is not configured: " + problem, RETRY_AFTER_SECS));
    }

    private static HttpAnswer health(RequestHead head, Answers answers) {
        HttpAnswer refusal = HealthRoute.methodRefusal(head, answers);
        return refusal != null ? refusal : HealthRoute.answer(head, answers, List.of(Degradation.NOT_CONFIGURED));
    }
}
