package dev.otlp2parquet.lambda.aws;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/**
 * Temporary credentials from a local address. They are kept, and replaced some minutes before they expire. While the address does not
 * answer, credentials that have not expired yet go on being used.
 */
final class ContainerCredentials implements CredentialsProvider {

    private static final int ATTEMPTS = 3;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int PAUSE_MILLIS = 100;
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    /** Requests that are signed now may be under way for some time. */
    private static final long RENEW_BEFORE_MILLIS = 300_000;

    /** After a failure to replace credentials that are still good. */
    private static final long RETRY_MILLIS = 10_000;

    /** Credentials younger than this are not replaced because of a refusal: they are not what it is about. */
    private static final long FRESH_MILLIS = 5_000;

    private final String address;
    private final String token;
    private final HttpClient http;
    private final Clock clock;
    private Held held;

    /** Unix time of the last attempt to fetch credentials. */
    private long triedMillis;

    /** @param renewMillis when to ask for new ones; Unix time as {@code expiresMillis} */
    private record Held(Credentials credentials, long renewMillis, long expiresMillis) {}

    /** @param token value of the header Authorization; empty for none */
    ContainerCredentials(String address, String token, HttpClient http, Clock clock) {
        this.address = address;
        this.token = token;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public synchronized Credentials credentials() throws CredentialsException {
        long now = clock.unixMillis();
        if (held != null && now < held.renewMillis()) {
            return held.credentials();
        }
        try {
            held = fetch(now);
        } catch (CredentialsException e) {
            if (held == null || now >= held.expiresMillis()) {
                throw e;
            }
            held = new Held(held.credentials(), now + RETRY_MILLIS, held.expiresMillis());
        }
        return held.credentials();
    }

    /** Has them fetched before the next request, unless they are fresh. Should that fail, they go on being used. */
    @Override
    public synchronized boolean renew() {
        long now = clock.unixMillis();
        if (held != null && now - triedMillis >= FRESH_MILLIS) {
            held = new Held(held.credentials(), now, held.expiresMillis());
        }
        // Perhaps another request had them renewed since this one was signed.
        return true;
    }

    private Held fetch(long now) throws CredentialsException {
        triedMillis = now;
        HttpRequest request = new HttpRequest(
                "GET",
                address,
                token.isEmpty() ? Map.of() : Map.of("authorization", token),
                null,
                TIMEOUT_MILLIS,
                MAX_ANSWER_BYTES);
        String problem = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                clock.sleep(PAUSE_MILLIS);
            }
            try {
                HttpResponse response = http.send(request);
                if (response.status() == 200 && !response.cut()) {
                    return held(response, now);
                }
                problem = "status " + response.status();
                if (response.status() < 500) {
                    break;
                }
            } catch (HttpFailure e) {
                problem = e.getMessage();
            }
        }
        throw failure(problem, true, null);
    }

    private Held held(HttpResponse response, long now) throws CredentialsException {
        try {
            JsonObject found = JsonValue.parseObject(response.body().array());
            long expires = found.has("Expiration")
                    ? Instant.parse(found.string("Expiration")).toEpochMilli()
                    : Long.MAX_VALUE;
            Credentials credentials = new Credentials(
                    found.string("AccessKeyId"), found.string("SecretAccessKey"), found.stringOr("Token", ""));
            // Those of a short life are replaced at half of it.
            long life = Math.max(0, expires - now);
            return new Held(credentials, expires - Math.min(RENEW_BEFORE_MILLIS, life / 2), expires);
        } catch (JsonException e) {
            // Its message may have a part of the document, which is secret.
            throw failure("expected an object with AccessKeyId, SecretAccessKey, Token and Expiration", false, null);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw failure(e.getMessage(), false, e);
        }
    }

    private static CredentialsException failure(String problem, boolean retryable, Throwable cause) {
        return new CredentialsException(
                "no AWS credentials from the address in AWS_CONTAINER_CREDENTIALS_FULL_URI: " + problem,
                retryable,
                cause);
    }
}
