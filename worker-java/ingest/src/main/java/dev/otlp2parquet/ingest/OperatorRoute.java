package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.client.Operations;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.ContentLength;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;

/** One path at which an operator, who has credentials, asks for something. */
final class OperatorRoute implements Route {

    private static final int RETRY_AFTER_FAULT = 1;
    private static final String WAIT = "wait=";

    private final Isolate isolate;
    private final String path;
    private final String method;
    private final Action action;

    private OperatorRoute(Isolate isolate, String method, String path, Action action) {
        this.isolate = isolate;
        this.path = path;
        this.method = method;
        this.action = action;
    }

    /** Answers an operator. */
    interface Action {

        /** Blocks. An exception becomes a 503. */
        HttpAnswer answer(RequestHead head, Answers answers, BatchingPorts ports);
    }

    /** {@code GET /status}: the condition of every buffer and committer. */
    static Route status(Isolate isolate) {
        return new OperatorRoute(
                isolate,
                "GET",
                "/status",
                (head, answers, ports) ->
                        answers.json(200, isolate.operations(ports).status().json()));
    }

    /** {@code POST /flush}: store and commit now everything that was accepted. */
    static Route flush(Isolate isolate) {
        return new OperatorRoute(isolate, "POST", "/flush", (head, answers, ports) -> {
            Operations.Flushed flushed = isolate.operations(ports).flush(flushSecs(head));
            return answers.json(flushed.problems().isEmpty() ? 200 : 503, flushed.json());
        });
    }

    @Override
    public boolean takes(String asked) {
        return asked.equals(path);
    }

    @Override
    public Admission admit(RequestHead head, RequestContext context) {
        return admit(isolate, method, head, context, action);
    }

    /** @param methods the methods that the path takes */
    static Admission admit(Isolate isolate, String methods, RequestHead head, RequestContext context, Action action) {
        Answers answers = new Answers(context);
        if (!head.method().equals(methods)) {
            return new Admission.Answer(HeadRefusal.method(head, answers, methods));
        }
        HttpAnswer refusal = HeadRefusal.credentials(isolate.config().credentials(), head, answers);
        return refusal != null ? new Admission.Answer(refusal) : operate(isolate, head, context, action);
    }

    /** Admits the action, whose failures become a 503 and a log line. */
    static Admission operate(Isolate isolate, RequestHead head, RequestContext context, Action action) {
        LogLevel logLevel = isolate.config().logLevel();
        return new Admission.Operate(context, ports -> {
            Log log = new Log(logLevel, ports.lake().log());
            Answers answers = new Answers(context);
            HttpAnswer answer;
            try {
                answer = action.answer(head, answers, ports);
            } catch (RuntimeException | Error e) {
                log.write(new LogLine(LogLevel.ERROR, "an operation failed").failure(e));
                answer = answers.unavailable("an internal error; the log has its cause", RETRY_AFTER_FAULT);
            }
            GatewayLog.write(log, head, context, answer);
            return answer;
        });
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
