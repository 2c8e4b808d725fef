package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.manifest.ColumnMetrics;
import dev.otlp2parquet.iceberg.manifest.DataFile;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SingleValue;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Hex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data file to append. It can wait in a queue as JSON, with the names of the REST API's {@code DataFile}. Only
 * partition values differ: they are binary single values with their types, so they can be read without the table.
 *
 * @param specId id of the file's partition spec
 * @param partitionTypes types of the values of {@link DataFile#partition()}
 */
public record AppendedFile(int specId, List<PrimitiveType> partitionTypes, DataFile file) {

    /** Version of the JSON. A reader rejects newer versions. */
    private static final int VERSION = 1;

    public AppendedFile {
        partitionTypes = List.copyOf(partitionTypes);
        if (partitionTypes.size() != file.partition().size()) {
            throw new IllegalArgumentException(file.path() + ": " + partitionTypes.size()
                    + " partition fields expected, found " + file.partition().size());
        }
    }

    public JsonObject toJson() {
        JsonArray partition = new JsonArray();
        for (int i = 0; i < partitionTypes.size(); i++) {
            PrimitiveType type = partitionTypes.get(i);
            Object value = file.partition().get(i);
            partition.add(new JsonObject()
                    .put("type", type.name())
                    .put(
                            "value",
                            value == null
                                    ? JsonValue.JsonNull.NULL
                                    : JsonValue.of(Hex.upperCase(SingleValue.serialize(type, value)))));
        }
        JsonObject json = new JsonObject()
                .put("version", VERSION)
                .put("spec-id", specId)
                .put("file-path", file.path())
                .put("partition", partition)
                .put("file-size-in-bytes", file.fileSize())
                .put("record-count", file.recordCount());
        ColumnMetrics metrics = file.metrics();
        putCounts(json, "column-sizes", metrics.columnSizes());
        putCounts(json, "value-counts", metrics.valueCounts());
        putCounts(json, "null-value-counts", metrics.nullValueCounts());
        putCounts(json, "nan-value-counts", metrics.nanValueCounts());
        putBounds(json, "lower-bounds", metrics.lowerBounds());
        putBounds(json, "upper-bounds", metrics.upperBounds());
        if (file.splitOffsets() != null) {
            JsonArray offsets = new JsonArray();
            for (Long offset : file.splitOffsets()) {
                offsets.add(offset);
            }
            json.put("split-offsets", offsets);
        }
        return file.sortOrderId() == null ? json : json.put("sort-order-id", file.sortOrderId());
    }

    /**
     * Reads the result of {@link #toJson()}.
     *
     * @throws JsonException if the JSON is something else, or of a newer version
     */
    public static AppendedFile parse(JsonObject json) {
        if (json.int32("version") != VERSION) {
            throw new JsonException(
                    "a data file of version " + json.int32("version") + "; this program reads " + VERSION);
        }
        List<PrimitiveType> types = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (JsonObject value : json.array("partition").objects()) {
            PrimitiveType type = PrimitiveType.parse(value.string("type"));
            types.add(type);
            values.add(value.has("value") ? SingleValue.deserialize(type, Hex.parse(value.string("value"))) : null);
        }
        List<Long> offsets = null;
        if (json.has("split-offsets")) {
            offsets = new ArrayList<>();
            for (int i = 0; i < json.array("split-offsets").size(); i++) {
                offsets.add(json.array("split-offsets").int64(i));
            }
        }
        DataFile file = DataFile.parquet(
                json.string("file-path"),
                Collections.unmodifiableList(values),
                json.int64("record-count"),
                json.int64("file-size-in-bytes"),
                new ColumnMetrics(
                        counts(json, "column-sizes"),
                        counts(json, "value-counts"),
                        counts(json, "null-value-counts"),
                        counts(json, "nan-value-counts"),
                        bounds(json, "lower-bounds"),
                        bounds(json, "upper-bounds")),
                offsets,
                json.has("sort-order-id") ? Integer.valueOf(json.int32("sort-order-id")) : null);
        return new AppendedFile(json.int32("spec-id"), types, file);
    }

    private static void putCounts(JsonObject json, String name, Map<Integer, Long> map) {
        if (map != null) {
            JsonArray keys = new JsonArray();
            JsonArray values = new JsonArray();
            for (Map.Entry<Integer, Long> entry : map.entrySet()) {
                keys.add(entry.getKey());
                values.add(entry.getValue());
            }
            json.put(name, new JsonObject().put("keys", keys).put("values", values));
        }
    }

    private static void putBounds(JsonObject json, String name, Map<Integer, Binary> map) {
        if (map != null) {
            JsonArray keys = new JsonArray();
            JsonArray values = new JsonArray();
            for (Map.Entry<Integer, Binary> entry : map.entrySet()) {
                keys.add(entry.getKey());
                values.add(entry.getValue().toString());
            }
            json.put(name, new JsonObject().put("keys", keys).put("values", values));
        }
    }

    private static Map<Integer, Long> counts(JsonObject json, String name) {
        if (!json.has(name)) {
            return null;
        }
        JsonArray keys = json.object(name).array("keys");
        JsonArray values = json.object(name).array("values");
        requirePairs(name, keys, values);
        Map<Integer, Long> map = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.int32(i), values.int64(i));
        }
        return map;
    }

    private static Map<Integer, Binary> bounds(JsonObject json, String name) {
        if (!json.has(name)) {
            return null;
        }
        JsonArray keys = json.object(name).array("keys");
        JsonArray values = json.object(name).array("values");
        requirePairs(name, keys, values);
        Map<Integer, Binary> map = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.int32(i), Binary.of(Hex.parse(values.string(i))));
        }
        return map;
    }

    private static void requirePairs(String name, JsonArray keys, JsonArray values) {
        if (keys.size() != values.size()) {
            throw new JsonException(name + ": " + keys.size() + " keys, " + values.size() + " values");
        }
    }
}
