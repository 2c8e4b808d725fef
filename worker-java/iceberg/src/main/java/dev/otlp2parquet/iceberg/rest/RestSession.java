package dev.otlp2parquet.iceberg.rest;

/**
 * What a catalog tells its clients once: its configuration. Clients that come and go with the requests they serve share one, so
 * that only the first of them asks. Not thread-safe; that two clients ask at once does no harm.
 */
public final class RestSession {

    private CatalogConfig config;

    /** A session that knows nothing yet. */
    public RestSession() {}

    CatalogConfig config() {
        return config;
    }

    void learn(CatalogConfig learnt) {
        config = learnt;
    }
}
