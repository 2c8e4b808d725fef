package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.UrlEncoding;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens of an OAuth2 authorization server for a client id and secret (RFC 6749, section 4.4). The first request
 * fetches a token; a new one is fetched shortly before it expires.
 */
public final class ClientCredentials implements Authorization {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    /** A token is replaced this long before it expires, so that it does not expire on the way. */
    private static final long EARLY_MILLIS = 30_000;

    private static final long DEFAULT_LIFETIME_SECONDS = 3600;

    private final HttpClient http;
    private final Clock clock;
    private final String tokenUrl;
    private final String clientId;
    private final String clientSecret;
    private final String scope;
    private String token;
    private long validUntil;

    /**
     * Fetches nothing yet.
     *
     * @param tokenUrl the token endpoint; for the catalog's own, {@code <uri>/v1/oauth/tokens}
     * @param scope {@code catalog} unless the server says otherwise
     */
    public ClientCredentials(
            HttpClient http, Clock clock, String tokenUrl, String clientId, String clientSecret, String scope) {
        this.http = http;
        this.clock = clock;
        this.tokenUrl = tokenUrl;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scope = scope;
    }

    @Override
    public void authorize(Map<String, String> headers) {
        if (token == null || clock.unixMillis() >= validUntil) {
            fetch();
        }
        headers.put("authorization", "Bearer " + token);
    }

    @Override
    public boolean renew() {
        token = null;
        return true;
    }

    @Override
    public String redact(String text) {
        String redacted = clientSecret.isEmpty() ? text : text.replace(clientSecret, "***");
        return token == null ? redacted : redacted.replace(token, "***");
    }

    private void fetch() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/x-www-form-urlencoded");
        headers.put("accept", "application/json");
        String form = UrlEncoding.pairs(
                "grant_type", "client_credentials",
                "client_id", clientId,
                "client_secret", clientSecret,
                "scope", scope);
        HttpResponse response;
        try {
            response = http.send(new HttpRequest(
                    "POST", tokenUrl, headers, Binary.of(Utf8.encode(form)), TIMEOUT_MILLIS, MAX_ANSWER_BYTES));
        } catch (HttpFailure e) {
            throw new CatalogException(
                    CatalogException.Kind.UNAVAILABLE, 0, "no token from " + tokenUrl + ": " + e.getMessage(), e);
        }
        if (response.status() != 200 || response.cut()) {
            String message = "no token from " + tokenUrl + ": "
                    + redact(ErrorBody.parse(response).toString());
            // A refusal of the credentials (RFC 6749, section 5.2) is 400 as often as 401.
            CatalogException.Kind kind = response.status() == 400
                    ? CatalogException.Kind.UNAUTHORIZED
                    : CatalogException.Kind.of(response.status());
            throw new CatalogException(kind, response.status(), message, null);
        }
        try {
            JsonObject answer = JsonValue.parseObject(response.body().array());
            token = answer.string("access_token");
            long lifetime = answer.int64Or("expires_in", DEFAULT_LIFETIME_SECONDS);
            validUntil = clock.unixMillis() + Math.max(0, lifetime * 1000 - EARLY_MILLIS);
        } catch (JsonException e) {
            throw new CatalogException(
                    CatalogException.Kind.UNAVAILABLE,
                    200,
                    "no token from " + tokenUrl + ": the answer is not one of OAuth2",
                    null);
        }
    }

    @Override
    public String toString() {
        return "client credentials of " + clientId;
    }
}
