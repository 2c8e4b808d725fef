package dev.otlp2parquet.iceberg.table;

import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import java.util.Map;

/**
 * A snapshot of a table.
 *
 * @param parentId null for the first one
 * @param manifestList location
 * @param summary including {@code operation}
 */
public record Snapshot(
        long snapshotId,
        Long parentId,
        long sequenceNumber,
        long timestampMillis,
        String manifestList,
        Map<String, String> summary) {

    static Snapshot parse(JsonObject json) {
        if (!json.has("manifest-list")) {
            throw new JsonException("snapshot " + json.int64("snapshot-id")
                    + " has no manifest list, as only version 1 of the format allows");
        }
        return new Snapshot(
                json.int64("snapshot-id"),
                json.has("parent-snapshot-id") ? Long.valueOf(json.int64("parent-snapshot-id")) : null,
                json.int64Or("sequence-number", 0),
                json.int64("timestamp-ms"),
                json.string("manifest-list"),
                json.strings("summary"));
    }
}
