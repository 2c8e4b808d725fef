package dev.otlp2parquet.aws.s3;

import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.Signer;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import java.util.Map;

/** Signs requests, sends them, and repeats them while that may help. All requests are safe to repeat. */
final class S3Connection {

    /** Enough for an error, and for the answers of writes. */
    static final int SMALL_ANSWER_BYTES = 64 << 10;

    /** A difference that no server minds. */
    private static final long SMALL_SKEW_MILLIS = 60_000;

    private static final Binary NO_BODY = Binary.of(new byte[0]);

    private final HttpClient http;
    private final Signer signer;
    private final S3Options options;
    private final S3Hints hints;
    private final Clock clock;
    private final Randomness random;

    S3Connection(HttpClient http, Signer signer, S3Options options, Clock clock, Randomness random) {
        this.http = http;
        this.signer = signer;
        this.options = options;
        this.hints = new S3Hints(options);
        this.clock = clock;
        this.random = random;
    }

    /**
     * A request.
     *
     * @param action for messages: verb and object
     * @param body null for none
     * @param result root element that an answer to a success must have; null if the status says it
     */
    record Call(
            String action,
            String method,
            String url,
            Map<String, String> headers,
            Binary body,
            int timeoutMillis,
            int maxAnswerBytes,
            String result) {}

    /**
     * An answer that another attempt would not change.
     *
     * @param error null for success
     * @param failure the error as an exception; null for success
     */
    record Answer(HttpResponse response, S3Error error, StoreException failure) {

        /** Returns the answer to a success. */
        HttpResponse orThrow() throws StoreException {
            if (failure != null) {
                throw failure;
            }
            return response;
        }
    }

    /** Returns a call with a small answer. */
    Call call(String action, String method, String url, Map<String, String> headers, Binary body) {
        int bodyMillis = body == null ? 0 : body.length() >> 10;
        int timeout = options.timeoutMillis() + bodyMillis;
        return new Call(action, method, url, headers, body, timeout, SMALL_ANSWER_BYTES, null);
    }

    /**
     * Sends a call until it succeeds or is refused.
     *
     * @throws StoreException if all attempts failed, or there are no credentials
     */
    Answer send(Call call) throws StoreException {
        byte[] body = (call.body() == null ? NO_BODY : call.body()).array();
        String bodyHash = signer.hash(body, 0, body.length);
        boolean timeLearnt = false;
        boolean renewed = false;
        for (int attempt = 0; ; attempt++) {
            StoreException failure;
            try {
                HttpResponse response = http.send(signed(call, bodyHash));
                S3Error error = call.result() == null ? S3Error.of(response) : S3Error.of(response, call.result());
                if (error == null) {
                    return new Answer(response, null, null);
                }
                long ahead = error.maySayThatTimeIsWrong() ? signer.learnTime(response) : 0;
                failure = failure(call, error, ahead);
                if (!error.retryable()) {
                    if (!timeLearnt && Math.abs(ahead) >= SMALL_SKEW_MILLIS) {
                        timeLearnt = true;
                        continue;
                    }
                    if (!renewed && error.mayAskForOtherCredentials() && signer.renew()) {
                        renewed = true;
                        continue;
                    }
                    return new Answer(response, error, failure);
                }
            } catch (HttpFailure e) {
                failure = new StoreException("cannot " + call.action() + ": " + e.getMessage(), true, e);
            }
            if (attempt >= options.retries()) {
                throw failure;
            }
            clock.sleep(options.backoff().millis(attempt, random));
        }
    }

    private HttpRequest signed(Call call, String bodyHash) throws StoreException {
        HttpRequest request = new HttpRequest(
                call.method(), call.url(), call.headers(), call.body(), call.timeoutMillis(), call.maxAnswerBytes());
        try {
            return signer.sign(request, bodyHash);
        } catch (CredentialsException e) {
            throw new StoreException("cannot " + call.action() + ": " + e.getMessage(), e.retryable(), e);
        }
    }

    private StoreException failure(Call call, S3Error error, long millisAhead) {
        String hint = hints.hint(error, millisAhead / 1000);
        String text = "cannot " + call.action() + ": " + error + (hint.isEmpty() ? "" : " (" + hint + ")");
        return new StoreException(signer.redact(text), error.retryable());
    }
}
