package dev.otlp2parquet.iceberg.rest;

import java.util.Map;

/** No credentials, for catalogs that ask for none. */
final class NoAuthorization implements Authorization {

    @Override
    public void authorize(Map<String, String> headers) {
        // Nothing to add.
    }

    @Override
    public boolean renew() {
        return false;
    }

    @Override
    public String redact(String text) {
        return text;
    }
}
