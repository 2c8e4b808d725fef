package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.table.Snapshot;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.Map;

/** The body of {@code updateTable} that makes a snapshot the head of the branch main. */
final class CommitRequest {

    private static final String[] RETENTION = {"min-snapshots-to-keep", "max-snapshot-age-ms", "max-ref-age-ms"};

    private CommitRequest() {}

    /**
     * Builds the body.
     *
     * @param base metadata that the snapshot is based on; the request asserts its table, head and schema. Nessie makes the
     *     schema of a snapshot the table's own, so one that is out of date would undo what somebody else changed
     * @param timestampMillis of the snapshot
     * @param addedRows version 3: number of rows that got ids from the manifest list
     */
    static JsonObject of(
            TableIdentifier table,
            TableMetadata base,
            long snapshotId,
            long timestampMillis,
            String manifestList,
            long addedRows,
            Map<String, String> summary) {
        Snapshot parent = base.current();
        JsonValue headId = base.headId() == null ? JsonValue.JsonNull.NULL : JsonValue.of(base.headId());
        JsonObject snapshot = new JsonObject().put("snapshot-id", snapshotId);
        if (parent != null) {
            snapshot.put("parent-snapshot-id", parent.snapshotId());
        }
        snapshot.put("sequence-number", base.lastSequenceNumber() + 1)
                .put("timestamp-ms", timestampMillis)
                .put("manifest-list", manifestList)
                .put("schema-id", base.schema().schemaId())
                .put("summary", JsonObject.ofStrings(summary));
        if (base.formatVersion() >= 3) {
            snapshot.put("first-row-id", base.nextRowId()).put("added-rows", addedRows);
        }
        JsonObject head = new JsonObject()
                .put("action", "set-snapshot-ref")
                .put("ref-name", TableMetadata.MAIN)
                .put("type", "branch")
                .put("snapshot-id", snapshotId);
        // A reference is set as a whole: what is not repeated here would be lost.
        for (String setting : RETENTION) {
            if (base.mainRef().has(setting)) {
                head.put(setting, base.mainRef().int64(setting));
            }
        }
        return new JsonObject()
                .put("identifier", identifier(table))
                .put(
                        "requirements",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("type", "assert-table-uuid")
                                        .put("uuid", base.uuid()))
                                .add(new JsonObject()
                                        .put("type", "assert-ref-snapshot-id")
                                        .put("ref", TableMetadata.MAIN)
                                        .put("snapshot-id", headId))
                                .add(new JsonObject()
                                        .put("type", "assert-current-schema-id")
                                        .put("current-schema-id", base.schema().schemaId())))
                .put(
                        "updates",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("action", "add-snapshot")
                                        .put("snapshot", snapshot))
                                .add(head));
    }

    private static JsonObject identifier(TableIdentifier table) {
        JsonArray namespace = new JsonArray();
        for (String level : table.namespace()) {
            namespace.add(level);
        }
        return new JsonObject().put("namespace", namespace).put("name", table.name());
    }
}
