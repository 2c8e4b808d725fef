package dev.otlp2parquet.iceberg.rest;

import java.util.Map;

/** Authorizes requests to a catalog. */
public interface Authorization {

    /**
     * Adds the headers that authorize a request. May ask an authorization server first.
     *
     * @param headers of the request so far
     * @throws CatalogException if no authorization is available
     */
    void authorize(Map<String, String> headers);

    /**
     * Called when the catalog rejected the credentials (401, 419).
     *
     * @return whether other credentials are available, so that the request is worth another attempt
     */
    boolean renew();

    /** Replaces every secret in a text, for messages that quote a server. */
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
