package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.manifest.ManifestFile;
import dev.otlp2parquet.iceberg.manifest.ManifestFile.PartitionSummary;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A prepared append. Its manifests are stored, but nothing is in the table. Another process can continue with it alone.
 *
 * @param snapshotId positive; the same in every attempt
 * @param tableUuid UUID of the table of the files
 * @param preparedMillis time of its preparation
 * @param schemaId id of the schema that was current at its preparation
 * @param manifests written by {@link AppendCommitter#prepare}, without sequence numbers
 * @param dataFiles number of files
 * @param fileBytes bytes of all files
 * @param changedPartitions number of partitions of the files
 * @param summary further entries for the snapshot's summary
 */
public record PendingAppend(
        long snapshotId,
        String tableUuid,
        long preparedMillis,
        int schemaId,
        List<ManifestFile> manifests,
        int dataFiles,
        long rows,
        long fileBytes,
        int changedPartitions,
        Map<String, String> summary) {

    /** Version of the JSON. A reader rejects newer versions. */
    private static final int VERSION = 1;

    public PendingAppend {
        manifests = List.copyOf(manifests);
    }

    public JsonObject toJson() {
        JsonArray list = new JsonArray();
        for (ManifestFile manifest : manifests) {
            list.add(manifestJson(manifest));
        }
        return new JsonObject()
                .put("version", VERSION)
                .put("snapshot-id", snapshotId)
                .put("table-uuid", tableUuid)
                .put("prepared-ms", preparedMillis)
                .put("schema-id", schemaId)
                .put("manifests", list)
                .put("data-files", dataFiles)
                .put("rows", rows)
                .put("file-bytes", fileBytes)
                .put("changed-partitions", changedPartitions)
                .put("summary", JsonObject.ofStrings(summary));
    }

    /**
     * Reads the result of {@link #toJson()}.
     *
     * @throws JsonException if the JSON is something else, or of a newer version
     */
    public static PendingAppend parse(JsonObject json) {
        if (json.int32("version") != VERSION) {
            throw new JsonException(
                    "a pending append of version " + json.int32("version") + "; this program reads " + VERSION);
        }
        List<ManifestFile> manifests = new ArrayList<>();
        for (JsonObject manifest : json.array("manifests").objects()) {
            manifests.add(parseManifest(manifest, json.int64("snapshot-id")));
        }
        return new PendingAppend(
                json.int64("snapshot-id"),
                json.string("table-uuid"),
                json.int64("prepared-ms"),
                json.int32("schema-id"),
                manifests,
                json.int32("data-files"),
                json.int64("rows"),
                json.int64("file-bytes"),
                json.int32("changed-partitions"),
                json.strings("summary"));
    }

    private static JsonObject manifestJson(ManifestFile manifest) {
        JsonArray partitions = new JsonArray();
        for (PartitionSummary summary : manifest.partitions()) {
            partitions.add(new JsonObject()
                    .put("contains-null", summary.containsNull())
                    .put("contains-nan", summary.containsNan())
                    .put("lower-bound", hex(summary.lowerBound()))
                    .put("upper-bound", hex(summary.upperBound())));
        }
        return new JsonObject()
                .put("path", manifest.path())
                .put("length", manifest.length())
                .put("spec-id", manifest.specId())
                .put("files", manifest.addedFiles())
                .put("rows", manifest.addedRows())
                .put("partitions", partitions);
    }

    private static ManifestFile parseManifest(JsonObject json, long snapshotId) {
        List<PartitionSummary> partitions = new ArrayList<>();
        for (JsonObject summary : json.array("partitions").objects()) {
            partitions.add(new PartitionSummary(
                    summary.bool("contains-null"),
                    summary.bool("contains-nan"),
                    binary(summary, "lower-bound"),
                    binary(summary, "upper-bound")));
        }
        return ManifestFile.added(
                json.string("path"),
                json.int64("length"),
                json.int32("spec-id"),
                snapshotId,
                json.int32("files"),
                json.int64("rows"),
                partitions);
    }

    private static JsonValue hex(Binary bytes) {
        return bytes == null ? JsonValue.JsonNull.NULL : JsonValue.of(bytes.toString());
    }

    private static Binary binary(JsonObject json, String name) {
        return json.has(name) ? Binary.of(Hex.parse(json.string(name))) : null;
    }
}
