package dev.otlp2parquet.server.grpc;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.host.RequestService;
import dev.otlp2parquet.ingest.http.ContentLength;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import dev.otlp2parquet.platform.text.Ascii;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Answers gRPC calls: {@code Export} of the three OTLP services, and {@code grpc.health.v1.Health/Check}.
 *
 * <p>The message of an export goes on as a POST of OTLP/HTTP, so there is one receiver for both. Its answer becomes:
 *
 * <table>
 * <caption>Answers</caption>
 * <tr><th>HTTP</th><th>gRPC</th></tr>
 * <tr><td>200</td><td>the body as message, status 0; a partial success is in the message</td></tr>
 * <tr><td>400, 401, 413 ...</td><td>the code of the google.rpc.Status in the body: INVALID_ARGUMENT, UNAUTHENTICATED,
 *     RESOURCE_EXHAUSTED. None has a RetryInfo, so exporters drop the data</td></tr>
 * <tr><td>503</td><td>UNAVAILABLE with the Retry-After as google.rpc.RetryInfo, so exporters try again</td></tr>
 * </table>
 *
 * <p>{@code te: trailers} is not required: a server of HTTP/2 can always send trailers.
 */
public final class GrpcService {

    private static final String MEDIA_TYPE = "application/grpc";
    private static final String OTLP = "/opentelemetry.proto.collector.";
    private static final String HEALTH = "/grpc.health.v1.Health/";
    private static final String EXPORT = "/Export";
    private static final int RETRY_AFTER_SLOW = 5;

    /** The path of OTLP/HTTP for each service. */
    private static final Map<String, String> PATHS = Map.of(
            "opentelemetry.proto.collector.logs.v1.LogsService", "/v1/logs",
            "opentelemetry.proto.collector.trace.v1.TraceService", "/v1/traces",
            "opentelemetry.proto.collector.metrics.v1.MetricsService", "/v1/metrics");

    private final HealthService health;

    /** @param serving whether the server takes calls, for health checks */
    public GrpcService(BooleanSupplier serving) {
        this.health = new HealthService(Set.copyOf(PATHS.keySet()), serving);
    }

    /** Whether a request is a gRPC call, or is sent to where only calls go. */
    public static boolean takes(RequestHead head) {
        return isMediaType(head) || head.path().startsWith(OTLP) || head.path().startsWith(HEALTH);
    }

    /** Whether the Content-Type is one of gRPC. Other requests get 415 (PROTOCOL-HTTP2.md, "Requests"). */
    public static boolean isMediaType(RequestHead head) {
        String type = type(head);
        return type.equals(MEDIA_TYPE) || type.startsWith(MEDIA_TYPE + "+");
    }

    private static String type(RequestHead head) {
        String value = head.header("content-type");
        if (value == null) {
            return "";
        }
        int semicolon = value.indexOf(';');
        return Ascii.lowerCase(Ascii.trim(semicolon < 0 ? value : value.substring(0, semicolon)));
    }

    /** Whether the call asks for health. Such calls are answered however many exports run. */
    public static boolean isHealthCheck(RequestHead head) {
        return head.path().startsWith(HEALTH);
    }

    /**
     * The nanoseconds from now within which the client wants the answer; {@link Long#MAX_VALUE} if it sets none, or a malformed one,
     * which {@link #answer} refuses.
     */
    public static long timeoutNanos(RequestHead head) {
        String timeout = head.header("grpc-timeout");
        long nanos = timeout == null ? Long.MAX_VALUE : GrpcTimeout.nanos(timeout);
        return nanos < 0 ? Long.MAX_VALUE : nanos;
    }

    /** The answer when the {@linkplain #timeoutNanos timeout} is over. The work on the call may go on. */
    public static GrpcAnswer deadlineExceeded(RequestHead head) {
        String message =
                "the deadline of " + head.header("grpc-timeout") + " is over; the data may be stored all the same";
        return failed(head, GrpcCode.DEADLINE_EXCEEDED, message);
    }

    /** The answer to a call that nobody works on now. */
    public static GrpcAnswer unavailable(RequestHead head, String message, int retryAfterSeconds) {
        RpcStatus status = RpcStatus.of(GrpcCode.UNAVAILABLE.number(), message);
        return StatusHeaders.failed(status.withRetryDelay(retryAfterSeconds), requestId(head));
    }

    /**
     * Answers a call. Blocks; never throws.
     *
     * @param service gets the message of an export
     */
    public GrpcAnswer answer(Exchange call, RequestService service) {
        RequestHead head = call.head();
        try {
            checkHead(head);
            return isHealthCheck(head) ? health(call) : export(call, otlpPath(head.path()), service);
        } catch (GrpcFault e) {
            return failed(head, e.code(), e.getMessage());
        } catch (SocketTimeoutException e) {
            return unavailable(
                    head,
                    "the call stopped arriving, or arrives too slowly (" + e.getMessage()
                            + "); nothing is lost if it is sent again",
                    RETRY_AFTER_SLOW);
        } catch (IOException e) {
            return failed(head, GrpcCode.INTERNAL, "the connection ended before the call did");
        }
    }

    /**
     * Answers an export by its metadata alone, without waiting for a byte of its message: its credentials are wrong.
     *
     * @param service refuses it
     */
    public static GrpcAnswer refuse(Exchange call, RequestService service) {
        RequestHead head = call.head();
        try {
            checkHead(head);
            return answer(service.answer(MessageExchange.withoutMessage(call, otlpPath(head.path()))));
        } catch (GrpcFault e) {
            return failed(head, e.code(), e.getMessage());
        }
    }

    private static void checkHead(RequestHead head) throws GrpcFault {
        String type = type(head);
        if (!type.equals(MEDIA_TYPE) && !type.equals(MEDIA_TYPE + "+proto")) {
            throw new GrpcFault(
                    GrpcCode.UNIMPLEMENTED,
                    "content-type: expected application/grpc or application/grpc+proto, found " + type);
        }
        if (!head.method().equals("POST")) {
            throw new GrpcFault(GrpcCode.UNIMPLEMENTED, "gRPC calls are POST requests, not " + head.method());
        }
        String timeout = head.header("grpc-timeout");
        if (timeout != null && GrpcTimeout.nanos(timeout) < 0) {
            throw new GrpcFault(
                    GrpcCode.INTERNAL,
                    "grpc-timeout: expected up to eight digits and one of H M S m u n, found \"" + timeout + "\"");
        }
    }

    private static String otlpPath(String path) throws GrpcFault {
        boolean export = path.startsWith("/") && path.endsWith(EXPORT) && path.length() > EXPORT.length();
        String found = export ? PATHS.get(path.substring(1, path.length() - EXPORT.length())) : null;
        if (found != null) {
            return found;
        }
        String cause = path.startsWith(OTLP + "profiles.")
                ? "profiles are not taken: turn off the exporter of profiles"
                : "there is no method " + path + "; methods are Export of OTLP's LogsService, TraceService and"
                        + " MetricsService (v1), and Check of grpc.health.v1.Health";
        throw new GrpcFault(GrpcCode.UNIMPLEMENTED, cause);
    }

    private GrpcAnswer health(Exchange call) throws GrpcFault, IOException {
        String path = call.head().path();
        if (!path.equals(HEALTH + "Check")) {
            throw new GrpcFault(GrpcCode.UNIMPLEMENTED, path + " is not served; call Check again and again instead");
        }
        MessageExchange message = MessageExchange.open(call, path);
        try {
            return health.check(message);
        } catch (IOException e) {
            if (message.fault() != null) {
                throw message.fault();
            }
            throw e;
        }
    }

    private static GrpcAnswer export(Exchange call, String path, RequestService service) throws GrpcFault, IOException {
        MessageExchange message = MessageExchange.open(call, path);
        HttpAnswer answer = service.answer(message);
        if (message.fault() != null) {
            throw message.fault();
        }
        return answer(answer);
    }

    /** What an answer of OTLP/HTTP is in gRPC. */
    private static GrpcAnswer answer(HttpAnswer answer) {
        if (answer.status() == 200) {
            return StatusHeaders.ok(answer.body(), metadata(answer));
        }
        RpcStatus status = RpcStatus.parse(answer.body());
        if (status == null) {
            GrpcCode code = GrpcCode.ofHttpStatus(answer.status());
            status = RpcStatus.of(code.number(), "HTTP status " + answer.status());
        }
        String retryAfter = answer.header("retry-after");
        long seconds = answer.status() == 503 && retryAfter != null ? ContentLength.parse(retryAfter) : -1;
        return StatusHeaders.failed(seconds < 0 ? status : status.withRetryDelay(seconds), metadata(answer));
    }

    /** The headers of an answer that mean the same in gRPC. */
    private static List<Header> metadata(HttpAnswer answer) {
        List<Header> kept = new ArrayList<>();
        for (Header header : answer.headers()) {
            if (header.name().equals("x-request-id") || header.name().startsWith("otlp2parquet-")) {
                kept.add(header);
            }
        }
        return kept;
    }

    private static GrpcAnswer failed(RequestHead head, GrpcCode code, String message) {
        return StatusHeaders.failed(RpcStatus.of(code.number(), message), requestId(head));
    }

    private static List<Header> requestId(RequestHead head) {
        return List.of(new Header("x-request-id", head.requestId()));
    }
}
