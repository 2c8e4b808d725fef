package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.config.CorsPolicy;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.MediaType;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;
import dev.otlp2parquet.otlp.RequestFormat;

/**
 * OTLP/HTTP: {@code POST /v1/logs}, {@code /v1/traces} and {@code /v1/metrics}. The order of its checks: CORS preflight, method,
 * credentials, Content-Type, then those of {@link BodyAdmission}.
 */
final class OtlpRoute extends Route {

    private final Isolate isolate;

    OtlpRoute(Isolate isolate) {
        this.isolate = isolate;
    }

    @Override
    boolean takes(String path) {
        return SignalPath.signalAt(path) != null;
    }

    @Override
    boolean isForPages() {
        return true;
    }

    @Override
    Admission admit(RequestHead head, RequestContext context) {
        Answers answers = new Answers(context);
        HttpAnswer refusal = refusalByMethod(head, context, answers);
        if (refusal == null) {
            refusal = HeadRefusal.credentials(isolate.config().credentials(), head, answers);
        }
        if (refusal != null) {
            return new Admission.Answer(refusal);
        }
        String contentType = head.header("content-type");
        RequestFormat format = MediaType.format(contentType);
        if (format == null) {
            String found = contentType == null ? "none" : "\"" + contentType + "\"";
            String message = "Content-Type: expected " + MediaType.ALLOWED + " (in UTF-8), found " + found
                    + LikelyMistake.ofContentType(contentType);
            return new Admission.Answer(answers.refused(415, RpcCode.INVALID_ARGUMENT, message));
        }
        String key = head.header("idempotency-key");
        OtlpRequest request = new OtlpRequest(
                SignalPath.signalAt(head.path()), format, key == null || key.isEmpty() ? null : key, isolate);
        return BodyAdmission.of(head, context, isolate.config().maxPayloadBytes(), request);
    }

    private HttpAnswer refusalByMethod(RequestHead head, RequestContext context, Answers answers) {
        if (head.method().equals("POST")) {
            return null;
        }
        CorsPolicy cors = isolate.config().cors();
        return head.method().equals("OPTIONS") && cors.enabled()
                ? Preflight.answer(head, context, answers)
                : HeadRefusal.method(head, answers, cors.enabled() ? "POST, OPTIONS" : "POST");
    }
}
