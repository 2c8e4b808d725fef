package dev.otlp2parquet.iceberg.rest;

import java.util.Map;

/** A bearer token that does not change. */
final class BearerToken implements Authorization {

    private final String token;

    BearerToken(String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("the catalog token is empty");
        }
        this.token = token;
    }

    @Override
    public void authorize(Map<String, String> headers) {
        headers.put("authorization", "Bearer " + token);
    }

    @Override
    public boolean renew() {
        return false;
    }

    @Override
    public String redact(String text) {
        return text.replace(token, "***");
    }

    @Override
    public String toString() {
        return "bearer token";
    }
}
