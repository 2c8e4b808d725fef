package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.OneLine;
import dev.otlp2parquet.aws.sign.Signer;
import dev.otlp2parquet.aws.sign.SigningHttpClient;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Map;

/** Signs requests, sends them, and repeats them while that may help. All requests are safe to repeat. */
class S3Connection {

    /** Enough for an error, and for the answers of writes. */
    static final int SMALL_ANSWER_BYTES = 64 << 10;

    private static final int MAX_TEXT = 300;
    private static final int MAX_CODE = 64;

    /** A later attempt may succeed. Some servers send these with other statuses than AWS, or in an answer 200. */
    private static final String TRANSIENT = " ConditionalRequestConflict InternalError OperationAborted RequestTimeout"
            + " ServiceUnavailable SlowDown TooManyRequests ";

    private final HttpClient http;
    private final Signer signer;
    private final S3Options options;
    private final RefusalHints hints;
    private final Clock clock;
    private final Randomness random;

    /** Makes a connection; {@code hints} may be null. */
    S3Connection(
            HttpClient http, Signer signer, S3Options options, RefusalHints hints, Clock clock, Randomness random) {
        this.http = new SigningHttpClient(http, signer);
        this.signer = signer;
        this.options = options;
        this.hints = hints;
        this.clock = clock;
        this.random = random;
    }

    /** Makes a connection to the same server. */
    S3Connection(S3Connection other) {
        this.http = other.http;
        this.signer = other.signer;
        this.options = other.options;
        this.hints = other.hints;
        this.clock = other.clock;
        this.random = other.random;
    }

    /** Returns a request. The body is null for none. */
    HttpRequest request(String method, String url, Map<String, String> headers, Binary body, int maxAnswerBytes) {
        int bodyMillis = body == null ? 0 : body.length() >> 10;
        return new HttpRequest(method, url, headers, body, options.timeoutMillis() + bodyMillis, maxAnswerBytes);
    }

    /** Returns a request with a small answer. */
    HttpRequest request(String method, String url, Map<String, String> headers, Binary body) {
        return request(method, url, headers, body, SMALL_ANSWER_BYTES);
    }

    /**
     * Sends a request until it succeeds or is refused.
     *
     * @param action for messages: verb and object
     * @throws StoreException if all attempts failed, or there are no credentials
     */
    S3Answer send(String action, HttpRequest request) throws StoreException {
        String cannot = "cannot " + action + ": ";
        for (int attempt = 0; ; attempt++) {
            StoreException failure;
            try {
                S3Answer answer = answer(cannot, http.send(request));
                failure = answer.failure();
                if (failure == null || !failure.retryable()) {
                    return answer;
                }
            } catch (HttpFailure e) {
                String message = cannot + e.getMessage();
                if (e.getCause() instanceof CredentialsException none) {
                    throw new StoreException(message, none.retryable(), e);
                }
                failure = new StoreException(message, true, e);
            }
            if (attempt >= options.retries()) {
                throw failure;
            }
            clock.sleep(options.backoff().millis(attempt, random));
        }
    }

    /** Returns what a response says. The first text begins messages. */
    S3Answer answer(String cannot, HttpResponse response) {
        return response.status() >= 200 && response.status() < 300
                ? new S3Answer(response, "", null)
                : refused(cannot, response);
    }

    /** Returns a refusal. A proxy or a load balancer does not answer as S3 does, and any text is its message. */
    final S3Answer refused(String cannot, HttpResponse response) {
        String body = response.cut() ? "" : Utf8.decode(response.body().array());
        String code = OneLine.of(text(body, "<Code>"), MAX_CODE);
        // A bad signature is answered with the request that was signed: nothing else is taken from the body.
        return refused(cannot, response, code, code.isEmpty() ? body : text(body, "<Message>"));
    }

    /** Returns a refusal with a code and a message that may be empty. */
    final S3Answer refused(String cannot, HttpResponse response, String code, String message) {
        int status = response.status();
        boolean server = status >= 500 && status != 501 && status != 505;
        boolean retryable = server || status == 429 || status == 408 || TRANSIENT.contains(" " + code + " ");
        StringBuilder text = new StringBuilder(cannot).append("HTTP ").append(status);
        if (!code.isEmpty()) {
            text.append(' ').append(code);
        }
        String line = OneLine.of(message, MAX_TEXT);
        if (!line.isEmpty()) {
            text.append(": ").append(line);
        }
        if (hints != null) {
            text.append(hints.hint(options, response, code));
        }
        return new S3Answer(response, code, new StoreException(signer.redact(text.toString()), retryable));
    }

    /** Returns the text between a tag and the next one, or an empty text. */
    private static String text(String document, String tag) {
        int start = document.indexOf(tag);
        int end = document.indexOf('<', start + 1);
        return start < 0 || end < 0 ? "" : document.substring(start + tag.length(), end);
    }
}
