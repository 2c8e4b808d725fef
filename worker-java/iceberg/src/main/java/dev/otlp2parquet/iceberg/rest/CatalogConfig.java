package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.iceberg.json.JsonException;
import dev.otlp2parquet.iceberg.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer of {@code GET /v1/config}.
 *
 * @param prefix path segments between {@code /v1/} and everything else, encoded as the catalog gave them; may be empty
 * @param namespaceSeparator between the levels of a namespace in a path, not encoded
 * @param idempotencyKeys whether the catalog answers a request that it has seen before as it did then
 */
record CatalogConfig(String uri, String prefix, String namespaceSeparator, boolean idempotencyKeys) {

    /** The unit separator of the API's first version. */
    private static final String DEFAULT_SEPARATOR = "\u001F";

    /** Reads the answer: what the catalog overrides wins over what it proposes. */
    static CatalogConfig parse(JsonObject json, String uri) {
        Map<String, String> overrides = json.strings("overrides");
        Map<String, String> values = new LinkedHashMap<>(json.strings("defaults"));
        values.putAll(overrides);
        // The catalog may send its clients to another address, and their token with them: never from https to http.
        String moved = overrides.getOrDefault("uri", uri);
        if (uri.startsWith("https://") && !moved.startsWith("https://")) {
            throw new JsonException("the catalog moves to " + moved + ", where a token would not be safe");
        }
        String separator = values.get("namespace-separator");
        return new CatalogConfig(
                RestOptions.of(moved, "").uri(),
                values.getOrDefault("prefix", ""),
                separator == null ? DEFAULT_SEPARATOR : UrlEncoding.decode(separator),
                json.has("idempotency-key-lifetime"));
    }
}
