package dev.otlp2parquet.server.http;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestContext;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.ingest.http.RpcCode;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.server.grpc.GrpcService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Gives each request to its protocol, on the thread that came with it, and bounds how many are worked on at once. */
final class RequestHandler extends Handler.Abstract {

    /** Requests of operators that are answered at once besides exports: a busy server must not look like a dead one. */
    static final int QUESTIONS = 16;

    private static final int RETRY_AFTER_OVERLOAD = 1;
    private static final int RETRY_AFTER_BREAKDOWN = 1;
    private static final String OVERLOAD = "too many requests at once; nothing is lost if this one is sent again";
    private static final String BREAKDOWN = "the request broke down; nothing is lost if it is sent again";

    private final RequestService service;
    private final GrpcService grpc;
    private final Readiness readiness;
    private final HttpLimits limits;
    private final InFlight inFlight;
    private final HangUps hangUps;
    private final Semaphore exports;
    private final Semaphore questions = new Semaphore(QUESTIONS);

    /** Of gRPC, which need no credentials and wait for a message: they must not take the permits of questions. */
    private final Semaphore healthChecks = new Semaphore(QUESTIONS);

    private final Scheduler scheduler;
    private final Log log;

    RequestHandler(
            RequestService service,
            Readiness readiness,
            HttpLimits limits,
            InFlight inFlight,
            HangUps hangUps,
            Scheduler scheduler,
            Log log) {
        this.service = service;
        this.grpc = new GrpcService(readiness::isReady);
        this.readiness = readiness;
        this.limits = limits;
        this.inFlight = inFlight;
        this.hangUps = hangUps;
        this.exports = new Semaphore(limits.concurrentRequests());
        this.scheduler = scheduler;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        RequestHead head = RequestHeads.of(request);
        ClientExchange exchange = new ClientExchange(request, response, callback, head, limits, inFlight, hangUps);
        if (head.path().equals(Readiness.PATH)) {
            exchange.answer(Outgoing.of(readiness.answer(head)));
        } else if (!GrpcService.takes(head)) {
            work(exchange);
        } else if (!exchange.isHttp2()) {
            exchange.answer(Outgoing.of(answers(head)
                    .refused(
                            415,
                            RpcCode.UNIMPLEMENTED,
                            "gRPC needs HTTP/2, and this request came as HTTP/1.1: connect without a proxy that changes"
                                    + " the protocol, or set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")));
        } else if (!GrpcService.isMediaType(head)) {
            exchange.answer(Outgoing.of(answers(head)
                    .refused(
                            415,
                            RpcCode.UNIMPLEMENTED,
                            head.path() + " takes gRPC calls, with content-type application/grpc; OTLP/HTTP goes to"
                                    + " /v1/logs, /v1/traces or /v1/metrics")));
        } else {
            call(exchange);
        }
        return true;
    }

    private static Answers answers(RequestHead head) {
        return new Answers(RequestContext.of(head, null));
    }

    private void work(ClientExchange exchange) {
        Semaphore permits = isExport(exchange.head()) ? exports : questions;
        if (!permits.tryAcquire()) {
            HttpAnswer refusal = answers(exchange.head()).unavailable(OVERLOAD, RETRY_AFTER_OVERLOAD);
            exchange.answer(Outgoing.of(refusal));
            return;
        }
        HttpAnswer answer;
        try {
            answer = worked(exchange, exchange);
        } finally {
            permits.release();
        }
        exchange.answer(Outgoing.of(answer));
    }

    /** Exporters append these paths to their endpoint, which may end with a slash. */
    private static boolean isExport(RequestHead head) {
        return head.path().contains("/v1/");
    }

    private void call(ClientExchange exchange) {
        RequestHead head = exchange.head();
        boolean health = GrpcService.isHealthCheck(head);
        if (!health && !service.isAuthorized(head)) {
            // A stranger must not hold a permit while the server waits for a message.
            exchange.answer(Outgoing.of(GrpcService.refuse(exchange, message -> worked(exchange, message))));
            return;
        }
        Semaphore permits = health ? healthChecks : exports;
        if (!permits.tryAcquire()) {
            exchange.answer(Outgoing.of(GrpcService.unavailable(head, OVERLOAD, RETRY_AFTER_OVERLOAD)));
            return;
        }
        long timeout = GrpcService.timeoutNanos(head);
        Scheduler.Task deadline = timeout == Long.MAX_VALUE
                ? null
                : scheduler.schedule(
                        () -> exchange.answerEarly(Outgoing.of(GrpcService.deadlineExceeded(head))),
                        timeout,
                        TimeUnit.NANOSECONDS);
        Outgoing answer;
        try {
            answer = Outgoing.of(grpc.answer(exchange, message -> worked(exchange, message)));
        } finally {
            if (deadline != null) {
                deadline.cancel();
            }
            permits.release();
        }
        exchange.answer(answer);
    }

    /**
     * The answer of the service, whatever happens there.
     *
     * @param message the exchange itself, or the message of a call within it
     */
    private HttpAnswer worked(ClientExchange exchange, Exchange message) {
        try {
            return service.answer(message);
        } catch (RuntimeException | Error e) {
            exchange.reportUnanswered();
            RequestHead head = message.head();
            log.write(new LogLine(LogLevel.ERROR, "request broke down")
                    .field("request_id", head.requestId())
                    .failure(e));
            return answers(head).unavailable(BREAKDOWN, RETRY_AFTER_BREAKDOWN);
        }
    }
}
