package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;

/** Questions and commands of operators, which need credentials and no body. */
abstract class OperatorRoute extends Route {

    private static final int RETRY_AFTER_FAULT = 1;

    final Isolate isolate;

    OperatorRoute(Isolate isolate) {
        this.isolate = isolate;
    }

    /** The refusal of a request, or null. By default a request needs credentials. */
    HttpAnswer refusal(RequestHead head, Answers answers) {
        String methods = methods(head);
        return head.method().equals(methods)
                ? HeadRefusal.credentials(isolate.config().credentials(), head, answers)
                : HeadRefusal.method(head, answers, methods);
    }

    /** The methods of the path as the header {@code Allow} lists them; only the one of the request if the path takes it. */
    abstract String methods(RequestHead head);

    /** Answers an admitted request. Blocks. An exception becomes a 503. */
    abstract HttpAnswer answer(RequestHead head, Answers answers, BatchingPorts ports);

    @Override
    final Admission admit(RequestHead head, RequestContext context) {
        HttpAnswer refusal = refusal(head, new Answers(context));
        return refusal != null ? new Admission.Answer(refusal) : new Admission.Operate(this, head, context);
    }

    /** Answers an admitted request and logs it. Blocks; never throws. */
    final HttpAnswer complete(RequestHead head, RequestContext context, BatchingPorts ports) {
        Log log = new Log(isolate.config().logLevel(), ports.lake().log());
        Answers answers = new Answers(context);
        HttpAnswer answer;
        try {
            answer = answer(head, answers, ports);
        } catch (RuntimeException | Error e) {
            log.write(new LogLine(LogLevel.ERROR, "an operation failed").failure(e));
            answer = answers.unavailable("an internal error; the log has its cause", RETRY_AFTER_FAULT);
        }
        GatewayLog.write(log, head, context, answer);
        return answer;
    }
}
