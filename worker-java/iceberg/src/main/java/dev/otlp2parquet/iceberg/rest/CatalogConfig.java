package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.iceberg.io.PathSegments;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.text.UrlEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to {@code GET /v1/config}.
 *
 * @param prefix path segments between {@code /v1/} and everything else, encoded as in the answer; may be empty
 * @param namespaceSeparator separates the levels of a namespace in a path, not encoded
 * @param idempotencyKeys whether the catalog answers a repeated request as it did the first time
 */
record CatalogConfig(String uri, String prefix, String namespaceSeparator, boolean idempotencyKeys) {

    /** The unit separator of the API's first version. */
    private static final String DEFAULT_SEPARATOR = "\u001F";

    /** Reads the answer. What the catalog overrides wins over its defaults. */
    static CatalogConfig parse(JsonObject json, String uri) {
        Map<String, String> overrides = json.strings("overrides");
        Map<String, String> values = new LinkedHashMap<>(json.strings("defaults"));
        values.putAll(overrides);
        // The catalog may send its clients to another path of its host. Their token is for the host that the operator
        // named.
        String moved = overrides.getOrDefault("uri", uri);
        if (!origin(moved).equals(origin(uri))) {
            throw new JsonException("the catalog moves to another host, " + origin(moved)
                    + ": it gets no token; if it is the right one, set it as the address of the catalog");
        }
        checkPath("uri", moved.substring(authorityEnd(moved)));
        String prefix = values.getOrDefault("prefix", "");
        checkPath("prefix", prefix);
        String separator = values.get("namespace-separator");
        return new CatalogConfig(
                RestOptions.of(moved, "").uri(),
                prefix,
                separator == null ? DEFAULT_SEPARATOR : UrlEncoding.decode(separator),
                json.has("idempotency-key-lifetime"));
    }

    /** Returns scheme, host and port. An invalid address gives a text that no address has. */
    private static String origin(String uri) {
        int host = uri.startsWith("https://") ? 8 : uri.startsWith("http://") ? 7 : -1;
        if (host < 0) {
            return "(no address)";
        }
        int end = authorityEnd(uri);
        StringBuilder origin = new StringBuilder(uri.substring(0, host));
        for (int i = host; i < end; i++) {
            char c = uri.charAt(i);
            if (c == '@') {
                // Before it is who asks, not whom: it is none of ours, and may be a secret.
                return "(an address with a user)";
            }
            origin.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        String text = origin.toString();
        String defaultPort = host == 8 ? ":443" : ":80";
        return text.endsWith(defaultPort) ? text.substring(0, text.length() - defaultPort.length()) : text;
    }

    private static int authorityEnd(String uri) {
        int end = uri.indexOf("//") + 2;
        while (end < uri.length() && "/?#\\".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Rejects a path that leads elsewhere in the address of a request. */
    private static void checkPath(String name, String path) {
        String bare = path;
        while (bare.startsWith("/")) {
            bare = bare.substring(1);
        }
        while (bare.endsWith("/")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        String problem = bare.isEmpty() ? null : PathSegments.problem(bare);
        for (int i = 0; i < bare.length() && problem == null; i++) {
            char c = bare.charAt(i);
            problem = c == '?' || c == '#' || c <= ' ' || c > '~' ? "it has a character that no path has" : null;
        }
        if (problem != null) {
            throw new JsonException("the catalog's configuration has a " + name + " that is refused: " + problem);
        }
    }
}
