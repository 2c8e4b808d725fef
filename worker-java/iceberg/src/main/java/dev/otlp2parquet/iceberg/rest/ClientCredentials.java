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
    private static final long MAX_LIFETIME_SECONDS = 30 * 86_400L;

    private final OAuth2Client client;
    private final RestSession session;
    private final HttpClient http;
    private final Clock clock;

    /**
     * Fetches nothing yet.
     *
     * @param session keeps the token for other clients of the catalog
     */
    public ClientCredentials(OAuth2Client client, RestSession session, HttpClient http, Clock clock) {
        this.client = client;
        this.session = session;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public void authorize(Map<String, String> headers) {
        RestSession.AccessToken token = session.accessToken();
        if (token == null || clock.unixMillis() >= token.validUntil()) {
            token = fetched();
            session.accessToken(token);
        }
        headers.put("authorization", "Bearer " + token.value());
    }

    @Override
    public boolean renew() {
        session.accessToken(null);
        return true;
    }

    @Override
    public String redact(String text) {
        RestSession.AccessToken token = session.accessToken();
        String redacted = client.redact(text);
        return token == null ? redacted : redacted.replace(token.value(), "***");
    }

    private RestSession.AccessToken fetched() {
        String tokenUri = client.tokenUri();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/x-www-form-urlencoded");
        headers.put("accept", "application/json");
        String form = client.form();
        HttpResponse response;
        try {
            response = http.send(new HttpRequest(
                    "POST", tokenUri, headers, Binary.of(Utf8.encode(form)), TIMEOUT_MILLIS, MAX_ANSWER_BYTES));
        } catch (HttpFailure e) {
            throw new CatalogException(
                    CatalogException.Kind.UNAVAILABLE, 0, "no token from " + tokenUri + ": " + e.getMessage(), e);
        }
        if (response.status() != 200 || response.cut()) {
            String message = "no token from " + tokenUri + ": "
                    + redact(ErrorBody.parse(response).toString());
            // A refusal of the credentials (RFC 6749, section 5.2) is 400 as often as 401. No other status says
            // anything
            // about the table that the token is for: a 404 least of all.
            boolean refused = response.status() == 400 || response.status() == 401 || response.status() == 403;
            CatalogException.Kind kind =
                    refused ? CatalogException.Kind.UNAUTHORIZED : CatalogException.Kind.UNAVAILABLE;
            throw new CatalogException(kind, response.status(), message, null);
        }
        try {
            JsonObject answer = JsonValue.parseObject(response.body().array());
            long lifetime = answer.int64Or("expires_in", DEFAULT_LIFETIME_SECONDS);
            // A lifetime is bounded before it is multiplied; a short one is used up to its end.
            long millis = Math.max(0, Math.min(lifetime, MAX_LIFETIME_SECONDS)) * 1000;
            return new RestSession.AccessToken(
                    answer.string("access_token"), clock.unixMillis() + millis - Math.min(EARLY_MILLIS, millis / 2));
        } catch (JsonException e) {
            throw new CatalogException(
                    CatalogException.Kind.UNAVAILABLE,
                    200,
                    "no token from " + tokenUri + ": the answer is not one of OAuth2",
                    null);
        }
    }

    @Override
    public String toString() {
        return "client credentials of " + client.id();
    }
}
