package dev.otlp2parquet.lambda;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.http.AnswerEncoding;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;
import dev.otlp2parquet.lambda.event.HttpEvent;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.platform.log.LogSink;
import java.util.Locale;

/** The configured core: answers one request at a time. A function without a valid configuration answers 503 with the problem. */
final class LambdaFunction {

    /** The most bytes of an event (AWS Lambda, "Quotas": invocation payload, synchronous). */
    static final int MAX_EVENT_BYTES = 6 << 20;

    private final Gateway gateway;
    private final BatchingPorts ports;
    private final LogSink log;

    /** @param ports null if the gateway has a problem */
    LambdaFunction(Gateway gateway, BatchingPorts ports, LogSink log) {
        this.gateway = gateway;
        this.ports = ports;
        this.log = log;
    }

    /** The problem of the configuration, or null. */
    String problem() {
        return gateway.problem();
    }

    /**
     * Answers a request. Never throws.
     *
     * @param eventBytes the length of its event
     */
    HttpAnswer answer(HttpEvent event, int eventBytes) {
        RequestHead head = event.head();
        try {
            if (eventBytes > MAX_EVENT_BYTES) {
                return refused(context(head), 413, RpcCode.RESOURCE_EXHAUSTED, tooLarge(eventBytes));
            }
            Admission admission = gateway.admit(head, log);
            if (admission instanceof Admission.ReadBody admitted) {
                if (isMutilated(event, admitted)) {
                    return mutilated(event);
                }
                byte[] body;
                try {
                    body = event.body();
                } catch (IllegalArgumentException e) {
                    String message = "the event's body is not base64 as it says: " + e.getMessage();
                    return refused(context(head), 400, RpcCode.INVALID_ARGUMENT, message);
                }
                return admission.complete(new Rest(body));
            }
            return admission.complete(new Rest(null));
        } catch (RuntimeException | Error e) {
            HttpAnswer answer = gateway.unavailable(head);
            log.line(
                    LogLevel.ERROR,
                    new LogLine(LogLevel.ERROR, "a request broke down")
                            .field("request_id", context(head).requestId())
                            .field("status", answer.status())
                            .failure(e)
                            .json());
            return answer;
        }
    }

    private final class Rest implements Admission.Rest {

        private final byte[] body;

        private Rest(byte[] body) {
            this.body = body;
        }

        @Override
        public BatchingPorts ports() {
            return ports;
        }

        @Override
        public RequestBody body(Admission.ReadBody admitted) {
            return new EventBody(body, admitted);
        }
    }

    /** Bytes that are not text do not survive being made a string, so such a body is damaged already. */
    private static boolean isMutilated(HttpEvent event, Admission.ReadBody admitted) {
        return event.hasBody() && !event.isBase64() && (!admitted.codings().isEmpty() || isProtobuf(event.head()));
    }

    private static boolean isProtobuf(RequestHead head) {
        String type = head.header("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).contains("protobuf");
    }

    private HttpAnswer mutilated(HttpEvent event) {
        RequestContext context = context(event.head());
        if (event.needsTextAfterDamage()) {
            context = new RequestContext(context.requestId(), AnswerEncoding.JSON, context.corsOrigin());
        }
        return refused(
                context,
                415,
                RpcCode.INVALID_ARGUMENT,
                "the body is binary, but it came as text (isBase64Encoded is false), which damages it: "
                        + event.base64Advice());
    }

    private static String tooLarge(int eventBytes) {
        return "the event has " + eventBytes + " bytes, and Lambda takes " + MAX_EVENT_BYTES
                + ", of which base64 needs a quarter: compress bodies with gzip, or send smaller batches"
                + " (Collector: send_batch_max_size; SDK: OTEL_BLRP_MAX_EXPORT_BATCH_SIZE,"
                + " OTEL_BSP_MAX_EXPORT_BATCH_SIZE)";
    }

    private static RequestContext context(RequestHead head) {
        return RequestContext.of(head, null);
    }

    /** @param reason has nothing of the body, so the log has it too */
    private HttpAnswer refused(RequestContext context, int status, RpcCode code, String reason) {
        LogLine line = new LogLine(LogLevel.WARN, "request refused by its event")
                .field("request_id", context.requestId())
                .field("status", status)
                .field("reason", reason);
        log.line(LogLevel.WARN, line.json());
        return new Answers(context).refused(status, code, reason);
    }
}
