package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.platform.http.HttpResponse;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3). */
final class RetryAfter {

    /** R2 Data Catalog counts in windows of 60 s and sends a number. Others may send a date. */
    private static final long DATE_MILLIS = 60_000;

    private static final long MAX_SECONDS = 3600;

    private RetryAfter() {}

    /** Returns the milliseconds to wait, at most an hour; 0 if the header is missing. A date counts as a minute. */
    static long millis(HttpResponse response) {
        String value = response.headers().get("retry-after");
        if (value == null) {
            return 0;
        }
        try {
            return Math.max(0, Math.min(Long.parseLong(value.trim()), MAX_SECONDS)) * 1000;
        } catch (NumberFormatException e) {
            return DATE_MILLIS;
        }
    }
}
