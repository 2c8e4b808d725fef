package dev.otlp2parquet.iceberg.rest;

import java.util.Map;

/** How requests are authorized. */
public interface Authorization {

    /**
     * Adds the headers that authorize a request; may ask an authorization server first.
     *
     * @param headers of the request so far
     * @throws CatalogException if no authorization can be had
     */
    void authorize(Map<String, String> headers);

    /**
     * Called when the catalog refused the credentials (401, 419).
     *
     * @return whether others can be had, so that the request is worth another attempt
     */
    boolean renew();

    /** The text with every secret in it replaced, for messages that quote a server. */
    String redact(String text);

    /** A bearer token that does not change (RFC 6750). */
    static Authorization bearer(String token) {
        return new BearerToken(token);
    }

    /** No authorization, for catalogs that ask for none. */
    static Authorization none() {
        return new NoAuthorization();
    }
}
