package dev.otlp2parquet.iceberg.table;

import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.partition.SortOrder;
import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonParser;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of a table's metadata that a writer needs. Immutable. */
public final class TableMetadata {

    /** The branch that readers read by default, and the only one that is written. */
    public static final String MAIN = "main";

    private int formatVersion;
    private String uuid;
    private String location;
    private long lastSequenceNumber;
    private long lastUpdatedMillis;
    private long nextRowId;
    private IcebergSchema schema;
    private List<IcebergSchema> schemas = List.of();
    private final Map<Integer, PartitionSpec> specs = new LinkedHashMap<>();
    private PartitionSpec defaultSpec;
    private SortOrder sortOrder = SortOrder.unsorted();
    private Map<String, String> properties = Map.of();
    private JsonObject mainRef = new JsonObject();
    private Snapshot current;
    private Long headId;
    private SnapshotLog snapshots = SnapshotLog.empty(true);

    private TableMetadata() {}

    /**
     * Reads the metadata from a catalog's answer.
     *
     * @param document a {@code LoadTableResult} or {@code CommitTableResponse}; read, not kept
     * @param allSnapshots whether the request asked for all snapshots
     * @throws JsonException if the document is something else
     */
    public static TableMetadata parseResponse(byte[] document, boolean allSnapshots) {
        JsonParser reader = new JsonParser(document);
        TableMetadata metadata = null;
        reader.beginObject();
        for (String name = reader.nextName(); name != null; name = reader.nextName()) {
            if (name.equals("metadata")) {
                metadata = new TableMetadata();
                metadata.read(document, reader, allSnapshots);
            } else {
                reader.skipValue();
            }
        }
        reader.endDocument();
        if (metadata == null) {
            throw new JsonException("expected an object with the member \"metadata\"");
        }
        return metadata;
    }

    /** Returns the version of the table format: 1, 2 or 3. */
    public int formatVersion() {
        return formatVersion;
    }

    public String uuid() {
        return uuid;
    }

    /** Returns the base location, without a slash at its end. */
    public String location() {
        return location;
    }

    public long lastSequenceNumber() {
        return lastSequenceNumber;
    }

    public long lastUpdatedMillis() {
        return lastUpdatedMillis;
    }

    /** Returns the first free row id (version 3). */
    public long nextRowId() {
        return nextRowId;
    }

    /** Returns the current schema. */
    public IcebergSchema schema() {
        return schema;
    }

    /** Returns all known schemas of the table that can be read, including the current one, the oldest first. */
    public List<IcebergSchema> schemas() {
        return schemas;
    }

    /** Returns the spec with an id, or null. */
    public PartitionSpec spec(int specId) {
        return specs.get(specId);
    }

    /** Returns the spec of new files. */
    public PartitionSpec defaultSpec() {
        return defaultSpec;
    }

    /** Returns the default sort order. */
    public SortOrder sortOrder() {
        return sortOrder;
    }

    public String property(String name, String absent) {
        return properties.getOrDefault(name, absent);
    }

    /** Returns a property that is a number of at least 1. Anything else counts as absent. */
    public long property(String name, long absent) {
        try {
            long value = Long.parseLong(property(name, ""));
            return value < 1 ? absent : value;
        } catch (NumberFormatException e) {
            return absent;
        }
    }

    /** Returns the current snapshot of {@link #MAIN}, or null if the table is empty. */
    public Snapshot current() {
        return current;
    }

    /**
     * Returns the id of the snapshot that {@link #MAIN} refers to. A commit asserts it. It is the id of
     * {@link #current()}, except after {@link #goingOnFrom}.
     */
    public Long headId() {
        return headId;
    }

    /** Returns the same metadata, but the next snapshot follows an earlier one instead of the head of {@link #MAIN}. */
    public TableMetadata goingOnFrom(Snapshot earlier) {
        TableMetadata other = new TableMetadata();
        other.formatVersion = formatVersion;
        other.uuid = uuid;
        other.location = location;
        other.lastSequenceNumber = lastSequenceNumber;
        other.lastUpdatedMillis = lastUpdatedMillis;
        other.nextRowId = nextRowId;
        other.schema = schema;
        other.specs.putAll(specs);
        other.defaultSpec = defaultSpec;
        other.sortOrder = sortOrder;
        other.properties = properties;
        other.mainRef = mainRef;
        other.snapshots = snapshots;
        other.current = earlier;
        other.headId = headId;
        return other;
    }

    /**
     * Returns the reference {@link #MAIN} with its retention settings, or an empty object if the table is empty.
     * Callers must not change it.
     */
    public JsonObject mainRef() {
        return mainRef;
    }

    public SnapshotLog snapshots() {
        return snapshots;
    }

    /** Returns the location of new data files, without a slash at its end. */
    public String dataLocation() {
        return stripSlash(property("write.data.path", location + "/data"));
    }

    /** Returns the location of new manifests and lists, without a slash at its end. */
    public String metadataLocation() {
        return stripSlash(property("write.metadata.path", location + "/metadata"));
    }

    /**
     * Reads the ancestors of the current snapshot from a {@code LoadTableResult} with all snapshots.
     *
     * @param max limit of ancestors
     * @return the newest first, without the current one; ancestors of an expired snapshot are left out
     */
    public static List<Snapshot> parseAncestors(byte[] document, TableMetadata metadata, int max) {
        List<Long> ids = new ArrayList<>();
        Long id = metadata.headId == null ? null : metadata.snapshots.parentOf(metadata.headId);
        while (id != null && ids.size() < max && metadata.snapshots.contains(id) && !ids.contains(id)) {
            ids.add(id);
            id = metadata.snapshots.parentOf(id);
        }
        List<Snapshot> found = new ArrayList<>();
        JsonParser reader = new JsonParser(document);
        reader.beginObject();
        for (String name = reader.nextName(); name != null; name = reader.nextName()) {
            if (!name.equals("metadata")) {
                reader.skipValue();
                continue;
            }
            reader.beginObject();
            for (String member = reader.nextName(); member != null; member = reader.nextName()) {
                if (member.equals("snapshots") && !reader.peekNull()) {
                    SnapshotLog.find(document, reader.position(), ids, found);
                }
                reader.skipValue();
            }
        }
        List<Snapshot> ordered = new ArrayList<>();
        for (Long wanted : ids) {
            for (Snapshot snapshot : found) {
                if (snapshot.snapshotId() == wanted) {
                    ordered.add(snapshot);
                }
            }
        }
        return ordered;
    }

    private void read(byte[] document, JsonParser reader, boolean allSnapshots) {
        JsonObject small = new JsonObject();
        int snapshotsAt = -1;
        reader.beginObject();
        for (String name = reader.nextName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "snapshots" -> {
                    snapshotsAt = reader.peekNull() ? -1 : reader.position();
                    reader.skipValue();
                }
                case "snapshot-log", "metadata-log", "statistics", "partition-statistics" -> reader.skipValue();
                default -> small.put(name, reader.readValue());
            }
        }
        formatVersion = small.int32("format-version");
        uuid = small.string("table-uuid");
        location = stripSlash(small.string("location"));
        lastSequenceNumber = small.int64Or("last-sequence-number", 0);
        lastUpdatedMillis = small.int64Or("last-updated-ms", 0);
        nextRowId = small.int64Or("next-row-id", 0);
        properties = small.strings("properties");
        readSchema(small);
        readSpecs(small);
        readSortOrder(small);
        readSnapshots(small, document, snapshotsAt, allSnapshots);
    }

    private void readSchema(JsonObject json) {
        int currentId = json.int32Or("current-schema-id", 0);
        List<IcebergSchema> all = new ArrayList<>();
        for (JsonObject candidate : json.arrayOrEmpty("schemas").objects()) {
            if (candidate.int32Or("schema-id", 0) == currentId) {
                schema = IcebergSchema.parse(candidate);
                all.add(schema);
            } else {
                addPast(candidate, all);
            }
        }
        if (schema == null) {
            schema = IcebergSchema.parse(json.object("schema"));
            all.add(schema);
        }
        // Ids are given in order.
        all.sort((a, b) -> Integer.compare(a.schemaId(), b.schemaId()));
        schemas = List.copyOf(all);
    }

    /** An unknown part of an earlier schema is no reason not to write to the table. */
    private static void addPast(JsonObject candidate, List<IcebergSchema> all) {
        try {
            all.add(IcebergSchema.parse(candidate));
        } catch (JsonException e) {
            // The names of its columns are forgotten.
        }
    }

    private void readSpecs(JsonObject json) {
        for (JsonObject spec : json.arrayOrEmpty("partition-specs").objects()) {
            PartitionSpec parsed = PartitionSpec.parse(spec);
            specs.put(parsed.specId(), parsed);
        }
        if (specs.isEmpty()) {
            JsonArray fields = json.arrayOrEmpty("partition-spec");
            specs.put(0, PartitionSpec.parse(new JsonObject().put("spec-id", 0).put("fields", fields)));
        }
        int defaultId = json.int32Or("default-spec-id", 0);
        defaultSpec = specs.get(defaultId);
        if (defaultSpec == null) {
            throw new JsonException("the default partition spec " + defaultId + " is missing");
        }
    }

    private void readSortOrder(JsonObject json) {
        int defaultId = json.int32Or("default-sort-order-id", 0);
        for (JsonObject order : json.arrayOrEmpty("sort-orders").objects()) {
            if (order.int32("order-id") == defaultId) {
                sortOrder = SortOrder.parse(order);
            }
        }
    }

    private void readSnapshots(JsonObject json, byte[] document, int snapshotsAt, boolean all) {
        long currentId = json.int64Or("current-snapshot-id", -1);
        if (json.get("refs") instanceof JsonObject refs && refs.get(MAIN) instanceof JsonObject main) {
            currentId = main.int64("snapshot-id");
            mainRef = main;
        }
        snapshots = SnapshotLog.empty(all);
        if (snapshotsAt >= 0) {
            snapshots = SnapshotLog.read(document, snapshotsAt, all);
            current = currentId == -1 ? null : SnapshotLog.find(document, snapshotsAt, currentId);
        }
        headId = current == null ? null : Long.valueOf(current.snapshotId());
        if (currentId != -1 && current == null) {
            throw new JsonException(
                    "the current snapshot " + JsonValue.of(currentId).toJson() + " is missing");
        }
    }

    private static String stripSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
