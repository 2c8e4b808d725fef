package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Set;

/**
 * A server's refusal (S3 API Reference, "REST Error Responses").
 *
 * @param code name of the error; empty if the answer has none, as that to a HEAD
 * @param message of the server, in one line; empty for none
 * @param region that the bucket is in, if the server tells; else empty
 */
record S3Error(int status, String code, String message, String region) {

    static final String NO_SUCH_BUCKET = "NoSuchBucket";
    static final String NO_SUCH_UPLOAD = "NoSuchUpload";

    private static final int MAX_TEXT = 300;
    private static final int MAX_CODE = 64;

    /** A later attempt may succeed. Some servers send these with other statuses than AWS, or in an answer 200. */
    private static final Set<String> TRANSIENT = Set.of(
            "ConditionalRequestConflict",
            "InternalError",
            "OperationAborted",
            "RequestTimeout",
            "ServiceUnavailable",
            "SlowDown",
            "TooManyRequests");

    /** The credentials were valid once, or are of another session. */
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");

    /** Returns the refusal that an answer is, or null for success. */
    static S3Error of(HttpResponse response) {
        return response.status() >= 200 && response.status() < 300 ? null : parse(response);
    }

    /**
     * As {@link #of}, for a call whose status is sent before its outcome is known (S3 API Reference,
     * "CompleteMultipartUpload").
     *
     * @param result root element of the answer to a call that succeeded
     */
    static S3Error of(HttpResponse response, String result) {
        S3Error error = of(response);
        if (error != null) {
            return error;
        }
        XmlElement root = root(response);
        if (root == null) {
            return new S3Error(response.status(), "ServiceUnavailable", "the answer ended early", "");
        }
        return root.name().equals(result) ? null : parse(response);
    }

    /** Returns the root of an answer's body, or null if it has none. */
    static XmlElement root(HttpResponse response) {
        return response.cut()
                ? null
                : XmlElement.parse(Utf8.decode(response.body().array()));
    }

    boolean retryable() {
        boolean server = status >= 500 && status != 501 && status != 505;
        return server || status == 429 || status == 408 || TRANSIENT.contains(code);
    }

    boolean preconditionFailed() {
        return status == 412 || code.equals("PreconditionFailed");
    }

    /** Returns whether the store does not know {@code If-None-Match} of writes. */
    boolean conditionNotImplemented() {
        return status == 501 || code.equals("NotImplemented");
    }

    /** Returns whether the server may have found the time of the signature wrong. An answer to a HEAD does not say. */
    boolean maySayThatTimeIsWrong() {
        return code.equals("RequestTimeTooSkewed") || (status == 403 && code.isEmpty());
    }

    /** Returns whether newer credentials may help. An answer to a HEAD does not say. */
    boolean mayAskForOtherCredentials() {
        return EXPIRED.contains(code) || (status == 403 && code.isEmpty());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("HTTP ").append(status);
        if (!code.isEmpty()) {
            text.append(' ').append(code);
        }
        if (!message.isEmpty()) {
            text.append(": ").append(message);
        }
        return text.toString();
    }

    private static S3Error parse(HttpResponse response) {
        String region = response.headers().getOrDefault("x-amz-bucket-region", "");
        XmlElement root = root(response);
        if (root == null || !root.name().equals("Error")) {
            // No S3: a proxy or a load balancer speaks.
            byte[] body = response.cut() ? new byte[0] : response.body().array();
            String text = root == null ? Utf8.decode(body, 0, Math.min(body.length, 4 * MAX_TEXT)) : "";
            return new S3Error(response.status(), "", line(text, MAX_TEXT), name(region));
        }
        // A bad signature is answered with the request that was signed: nothing else is taken from the body.
        return new S3Error(
                response.status(),
                line(root.text("Code"), MAX_CODE),
                line(root.text("Message"), MAX_TEXT),
                name(region.isEmpty() ? root.text("Region") : region));
    }

    private static String name(String region) {
        return region.length() <= MAX_CODE && S3Options.isName(region, "-_") ? region : "";
    }

    /** Returns a text in one line of a log. */
    private static String line(String text, int maxLength) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && out.length() < maxLength; i++) {
            char c = text.charAt(i);
            boolean blank = c <= ' ' || (c >= 0x7F && c < 0xA0) || c == '\u2028' || c == '\u2029';
            if (!blank) {
                out.append(c);
            } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().trim();
    }
}
