package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.Backoff;

/**
 * How to reach a catalog.
 *
 * @param uri address of the catalog, without {@code /v1}
 * @param warehouse in the request for the catalog's configuration; empty for none
 * @param readTimeoutMillis time limit of requests that may be repeated
 * @param commitTimeoutMillis time limit of commits: R2 Data Catalog takes up to 40 s
 * @param retries of requests that may be repeated, after the first attempt
 * @param vendedCredentials whether the catalog is asked for credentials of the tables' storage
 */
public record RestOptions(
        String uri,
        String warehouse,
        int readTimeoutMillis,
        int commitTimeoutMillis,
        int retries,
        Backoff backoff,
        boolean vendedCredentials) {

    public RestOptions {
        if (!uri.startsWith("https://") && !uri.startsWith("http://")) {
            throw new IllegalArgumentException("catalog URI: expected http:// or https://, found " + uri);
        }
        while (uri.endsWith("/")) {
            uri = uri.substring(0, uri.length() - 1);
        }
    }

    public static RestOptions of(String uri, String warehouse) {
        return new RestOptions(uri, warehouse, 20_000, 45_000, 4, new Backoff(200, 10_000), false);
    }

    public RestOptions withTimeouts(int readMillis, int commitMillis) {
        return new RestOptions(uri, warehouse, readMillis, commitMillis, retries, backoff, vendedCredentials);
    }

    public RestOptions withRetries(int count, Backoff waits) {
        return new RestOptions(uri, warehouse, readTimeoutMillis, commitTimeoutMillis, count, waits, vendedCredentials);
    }

    /** Returns the same catalog, asked for credentials of the tables' storage. */
    public RestOptions withVendedCredentials() {
        return new RestOptions(uri, warehouse, readTimeoutMillis, commitTimeoutMillis, retries, backoff, true);
    }
}
