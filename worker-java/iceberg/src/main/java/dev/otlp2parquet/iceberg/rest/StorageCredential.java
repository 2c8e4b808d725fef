package dev.otlp2parquet.iceberg.rest;

import java.util.Map;

/**
 * How to reach a part of a table's storage ({@code StorageCredential} of the API, or {@code LoadTableResult.config}).
 *
 * @param prefix start of the locations that it is for; empty for all of the table's
 * @param config properties of Iceberg's {@code FileIO}, such as {@code s3.access-key-id}: secrets among them
 */
public record StorageCredential(String prefix, Map<String, String> config) {

    /** Returns the prefix. The rest is secret. */
    @Override
    public String toString() {
        return "storage credential for " + (prefix.isEmpty() ? "a table" : prefix);
    }
}
