package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.text.UrlEncoding;

/**
 * A client of an OAuth2 authorization server (RFC 6749).
 *
 * @param tokenUri the token endpoint; for the catalog's own, {@code <uri>/v1/oauth/tokens}
 * @param scope that is asked for; empty for none
 * @param audience that the token is for, which some servers want; empty for none
 */
public record OAuth2Client(String tokenUri, String id, String secret, String scope, String audience) {

    /** Returns the body of a request for a token, with the client's credentials (RFC 6749, section 4.4.2). */
    String form() {
        String form = UrlEncoding.pairs("grant_type", "client_credentials", "client_id", id, "client_secret", secret);
        if (!scope.isEmpty()) {
            form += "&" + UrlEncoding.pairs("scope", scope);
        }
        return audience.isEmpty() ? form : form + "&" + UrlEncoding.pairs("audience", audience);
    }

    /** Returns the text without the secret. */
    String redact(String text) {
        return secret.isEmpty() ? text : text.replace(secret, "***");
    }

    /** Returns the endpoint and the id. */
    @Override
    public String toString() {
        return "client " + id + " of " + tokenUri;
    }
}
