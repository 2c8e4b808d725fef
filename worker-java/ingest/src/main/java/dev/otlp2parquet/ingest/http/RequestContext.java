package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.platform.text.Ascii;

/**
 * The facts of a request that its answer needs.
 *
 * @param requestId the id in the answer and in log lines
 * @param encoding the encoding of messages in the answer
 * @param corsOrigin the origin that the answer allows, {@code *}, or null if no page may read the answer
 */
public record RequestContext(String requestId, AnswerEncoding encoding, String corsOrigin) {

    private static final int MAX_REQUEST_ID = 128;

    public static RequestContext of(RequestHead head, String corsOrigin) {
        RequestFormat format = MediaType.format(head.header("content-type"));
        AnswerEncoding encoding = format == RequestFormat.PROTOBUF ? AnswerEncoding.PROTOBUF : AnswerEncoding.JSON;
        String given = head.header("x-request-id");
        return new RequestContext(isUsable(given) ? given : head.requestId(), encoding, corsOrigin);
    }

    /** The client's own id joins its logs with ours. It is ignored if it could spoil a log line or a header. */
    private static boolean isUsable(String id) {
        if (id == null || id.isEmpty() || id.length() > MAX_REQUEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean usable = Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':';
            if (!usable) {
                return false;
            }
        }
        return true;
    }
}
