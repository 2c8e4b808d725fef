package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.iceberg.rest.RestOptions;
import dev.otlp2parquet.platform.Backoff;

/** Reads the address of a catalog, and refuses one that may hold a secret. */
final class CatalogAddress {

    static final String URI = "OTLP2PARQUET_CATALOG_URI";
    static final String ALLOWED =
            "the address of an Iceberg REST catalog without /v1, such as https://catalog.example.com/iceberg";

    private final Settings settings;

    CatalogAddress(Settings settings) {
        this.settings = settings;
    }

    /** The address that is set, or another one. */
    String or(String fallback) throws ConfigException {
        return settings.has(URI) ? checked(URI) : fallback;
    }

    /** The value of a variable, which must be an address. */
    String checked(String name) throws ConfigException {
        String uri = settings.text(name, "");
        boolean token = name.equals(URI);
        String allowed = token ? ALLOWED : "an address, such as https://auth.example.com/oauth/token";
        if (uri.indexOf('@') >= 0) {
            throw new ConfigException(name + " (not shown, it may hold a password): expected " + allowed
                    + ", without a user" + (token ? "; set the secret OTLP2PARQUET_CATALOG_TOKEN" : ""));
        }
        if (uri.indexOf('?') >= 0 || uri.indexOf('#') >= 0) {
            throw new ConfigException(name + " (not shown, it may hold a secret): expected " + allowed
                    + ", without a query" + (token ? "; set the secret OTLP2PARQUET_CATALOG_TOKEN" : ""));
        }
        int host = uri.startsWith("https://") ? 8 : uri.startsWith("http://") ? 7 : -1;
        if (host < 0 || host == uri.length() || uri.charAt(host) == '/' || !ConfigReader.visibleAscii(uri)) {
            throw settings.refused(name, allowed);
        }
        return uri;
    }

    /** Exporters wait for some 10 s, so the answer about a catalog that is down must come earlier. */
    static RestOptions patience(RestOptions options) {
        return options.withTimeouts(10_000, options.commitTimeoutMillis()).withRetries(2, new Backoff(200, 2_000));
    }
}
