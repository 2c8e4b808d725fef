package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the answers to one request as OTLP/HTTP defines them ("OTLP/HTTP Response"): a message in the encoding of the
 * request, {@code Export*ServiceResponse} for an accepted request and {@code google.rpc.Status} for any other.
 *
 * <p>An error has the request id in a {@code google.rpc.RequestInfo} detail; every answer has it as {@code x-request-id}.
 */
public final class Answers {

    /** google/rpc/error_details.proto, under the type URL prefix that {@code Any} prescribes. */
    private static final String REQUEST_INFO = "type.googleapis.com/google.rpc.RequestInfo";

    private static final byte[] NOTHING = {};

    private final RequestContext context;

    public Answers(RequestContext context) {
        this.context = context;
    }

    /**
     * 200 with the export response of the signal.
     *
     * @param rejected the number of log records, spans or data points that were not stored
     * @param message about the first of them, or a warning; empty if everything was stored, and then there is no
     *     partial_success
     */
    public HttpAnswer accepted(Signal signal, long rejected, String message, Header... more) {
        byte[] body = context.encoding() == AnswerEncoding.PROTOBUF
                ? ExportResponse.protobuf(rejected, message)
                : ExportResponse.json(signal, rejected, message);
        return withBody(200, List.of(more), body);
    }

    /** The request is at fault, and a repeat would be too: the exporter drops it. */
    public HttpAnswer refused(int status, RpcCode code, String message, Header... more) {
        return withBody(status, List.of(more), status(code, message));
    }

    /** 503: the request is not at fault. The exporter keeps it and sends it again after the given time. */
    public HttpAnswer unavailable(String message, int retryAfterSeconds, Header... more) {
        List<Header> headers = new ArrayList<>(List.of(more));
        headers.add(new Header("retry-after", Integer.toString(retryAfterSeconds)));
        return withBody(503, headers, status(RpcCode.UNAVAILABLE, message));
    }

    /** A plain JSON answer, not an OTLP message. */
    public HttpAnswer json(int status, String json) {
        return unshared(status, AnswerEncoding.JSON.contentType(), Utf8.encode(json));
    }

    /** 200 with the body that a client once sent. */
    public HttpAnswer body(String contentType, byte[] body) {
        return unshared(200, contentType, body);
    }

    private HttpAnswer unshared(int status, String contentType, byte[] body) {
        List<Header> headers = common();
        headers.add(new Header("content-type", contentType));
        headers.add(new Header("cache-control", "no-store"));
        return new HttpAnswer(status, headers, body);
    }

    /** 204, for preflights. */
    public HttpAnswer noContent(Header... more) {
        List<Header> headers = common();
        headers.addAll(List.of(more));
        return new HttpAnswer(204, headers, NOTHING);
    }

    private byte[] status(RpcCode code, String message) {
        if (context.encoding() == AnswerEncoding.PROTOBUF) {
            ProtoWriter requestInfo = new ProtoWriter().string(1, context.requestId());
            ProtoWriter any = new ProtoWriter().string(1, REQUEST_INFO).message(2, requestInfo);
            return new ProtoWriter()
                    .varint(1, code.number())
                    .string(2, message)
                    .message(3, any)
                    .toByteArray();
        }
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("code", code.number())
                .field("message", message)
                .name("details")
                .beginArray()
                .beginObject()
                .field("@type", REQUEST_INFO)
                .field("requestId", context.requestId())
                .endObject()
                .endArray()
                .endObject();
        return Utf8.encode(json.toString());
    }

    private HttpAnswer withBody(int status, List<Header> more, byte[] body) {
        List<Header> headers = common();
        headers.add(new Header("content-type", context.encoding().contentType()));
        headers.addAll(more);
        return new HttpAnswer(status, headers, body);
    }

    private List<Header> common() {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("x-request-id", context.requestId()));
        String origin = context.corsOrigin();
        if (origin != null) {
            headers.add(new Header("access-control-allow-origin", origin));
            headers.add(
                    new Header("access-control-expose-headers", "x-request-id, retry-after, otlp2parquet-committed"));
            if (!origin.equals("*")) {
                // The answer depends on the origin, and navigator.sendBeacon always sends credentials.
                headers.add(new Header("access-control-allow-credentials", "true"));
                headers.add(new Header("vary", "origin"));
            }
        }
        return headers;
    }
}
