package dev.otlp2parquet.lambda.event;

import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An HTTP request that came as an event. Its answer has the form that belongs to the event's. */
public final class HttpEvent {

    private final EventShape shape;
    private final RequestHead head;
    private final String body;
    private final boolean base64;

    HttpEvent(EventShape shape, RequestHead head, String body, boolean base64) {
        this.shape = shape;
        this.head = head;
        this.body = body;
        this.base64 = base64;
    }

    /** Returns the request without its body. The path has no stage and no base path. */
    public RequestHead head() {
        return head;
    }

    /** Returns whether the body came as base64, so that all of its bytes are as the client sent them. */
    public boolean isBase64() {
        return base64;
    }

    /** Returns whether the request has a body of at least one byte. */
    public boolean hasBody() {
        return !body.isEmpty();
    }

    /**
     * Returns the bytes of the body: a new array.
     *
     * @throws IllegalArgumentException if the body is not base64 but should be
     */
    public byte[] body() {
        return base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns whether only text gets through to the client once a binary body came as text. A REST API without binary media types
     * sends base64 on as it is.
     */
    public boolean needsTextAfterDamage() {
        return shape != EventShape.V2;
    }

    /** Returns the setting that decides about base64 bodies, and how to change it. */
    public String base64Advice() {
        return shape == EventShape.V2
                ? "a function URL and an HTTP API (payload format 2.0) pass binary bodies as base64 by their Content-Type:"
                        + " send \"Content-Type: application/x-protobuf\", and JSON uncompressed"
                : "add \"*/*\" to the binary media types of the REST API (binaryMediaTypes; BinaryMediaTypes in SAM) and"
                        + " deploy its stage again";
    }

    /** Returns the result of the invocation: an answer as JSON. */
    public byte[] result(HttpAnswer answer) {
        return EventAnswer.of(shape, answer);
    }
}
