package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.partition.PartitionField;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.List;

/**
 * The Avro schemas of manifests and manifest lists: field ids on every field, int-keyed maps as arrays of records with
 * {@code logicalType: map} (specification, appendix A, "Avro"), and the record names of Java's writers, which some
 * readers look for. {@link ManifestWriter} and {@link ManifestListWriter} write the fields in this order.
 */
final class AvroSchemas {

    private static final String HEX = "0123456789ABCDEF";

    private AvroSchemas() {}

    static JsonObject manifestEntry(int formatVersion, List<PartitionField> fields, List<PrimitiveType> types) {
        JsonArray partition = new JsonArray();
        for (int i = 0; i < fields.size(); i++) {
            partition.add(partitionField(fields.get(i), types.get(i)));
        }
        JsonArray file = new JsonArray()
                .add(field(134, "content", name("int")))
                .add(field(100, "file_path", name("string")))
                .add(field(101, "file_format", name("string")))
                .add(field(102, "partition", record("r102", partition)))
                .add(field(103, "record_count", name("long")))
                .add(field(104, "file_size_in_bytes", name("long")))
                .add(map(108, "column_sizes", 117, 118, "long"))
                .add(map(109, "value_counts", 119, 120, "long"))
                .add(map(110, "null_value_counts", 121, 122, "long"))
                .add(map(137, "nan_value_counts", 138, 139, "long"))
                .add(map(125, "lower_bounds", 126, 127, "bytes"))
                .add(map(128, "upper_bounds", 129, 130, "bytes"))
                .add(optional(131, "key_metadata", name("bytes")))
                .add(optional(132, "split_offsets", array(133, name("long"))))
                .add(optional(135, "equality_ids", array(136, name("int"))))
                .add(optional(140, "sort_order_id", name("int")));
        if (formatVersion >= 3) {
            file.add(optional(142, "first_row_id", name("long")));
        }
        file.add(optional(143, "referenced_data_file", name("string")));
        if (formatVersion >= 3) {
            file.add(optional(144, "content_offset", name("long")));
            file.add(optional(145, "content_size_in_bytes", name("long")));
        }
        return record(
                "manifest_entry",
                new JsonArray()
                        .add(field(0, "status", name("int")))
                        .add(optional(1, "snapshot_id", name("long")))
                        .add(optional(3, "sequence_number", name("long")))
                        .add(optional(4, "file_sequence_number", name("long")))
                        .add(field(2, "data_file", record("r2", file))));
    }

    static JsonObject manifestFile(int formatVersion) {
        JsonObject summary = record(
                "r508",
                new JsonArray()
                        .add(field(509, "contains_null", name("boolean")))
                        .add(optional(518, "contains_nan", name("boolean")))
                        .add(optional(510, "lower_bound", name("bytes")))
                        .add(optional(511, "upper_bound", name("bytes"))));
        JsonArray fields = new JsonArray()
                .add(field(500, "manifest_path", name("string")))
                .add(field(501, "manifest_length", name("long")))
                .add(field(502, "partition_spec_id", name("int")))
                .add(field(517, "content", name("int")))
                .add(field(515, "sequence_number", name("long")))
                .add(field(516, "min_sequence_number", name("long")))
                .add(field(503, "added_snapshot_id", name("long")))
                .add(field(504, "added_files_count", name("int")))
                .add(field(505, "existing_files_count", name("int")))
                .add(field(506, "deleted_files_count", name("int")))
                .add(field(512, "added_rows_count", name("long")))
                .add(field(513, "existing_rows_count", name("long")))
                .add(field(514, "deleted_rows_count", name("long")))
                .add(optional(507, "partitions", array(508, summary)))
                .add(optional(519, "key_metadata", name("bytes")));
        if (formatVersion >= 3) {
            fields.add(optional(520, "first_row_id", name("long")));
        }
        return record("manifest_file", fields);
    }

    private static JsonObject partitionField(PartitionField field, PrimitiveType type) {
        String name = compatibleName(field.name());
        JsonObject avro = optional(field.fieldId(), name, partitionType(field, type));
        return name.equals(field.name()) ? avro : avro.put("iceberg-field-name", field.name());
    }

    private static JsonValue partitionType(PartitionField field, PrimitiveType type) {
        // Avro's named types must not be defined twice in a schema.
        String suffix = "_" + field.fieldId();
        return switch (type.kind()) {
            case BOOLEAN -> name("boolean");
            case INT -> name("int");
            case LONG -> name("long");
            case FLOAT -> name("float");
            case DOUBLE -> name("double");
            case DATE -> logical("int", "date");
            case TIME -> logical("long", "time-micros");
            case TIMESTAMP -> logical("long", "timestamp-micros").put("adjust-to-utc", false);
            case TIMESTAMPTZ -> logical("long", "timestamp-micros").put("adjust-to-utc", true);
            case TIMESTAMP_NS -> logical("long", "timestamp-nanos").put("adjust-to-utc", false);
            case TIMESTAMPTZ_NS -> logical("long", "timestamp-nanos").put("adjust-to-utc", true);
            case STRING -> name("string");
            case BINARY -> name("bytes");
            case FIXED -> fixed("fixed" + suffix, type.length());
            case UUID -> fixed("uuid" + suffix, 16).put("logicalType", "uuid");
            case DECIMAL ->
                fixed("decimal" + suffix, decimalBytes(type.length()))
                        .put("logicalType", "decimal")
                        .put("precision", type.length())
                        .put("scale", type.scale());
            case OTHER ->
                throw new IllegalArgumentException(
                        "partition field " + field.name() + ": values of the type " + type.name() + " are not known");
        };
    }

    /**
     * Returns the fewest bytes that hold any unscaled value of a precision (specification, appendix A, "Parquet", note
     * 2).
     */
    static int decimalBytes(int precision) {
        // bits = ceil(precision * log2(10)) + sign; log2(10) = 3.321928..., exact enough to 38 digits.
        long bits = (precision * 3_321_928_095L + 999_999_999L) / 1_000_000_000L + 1;
        return (int) ((bits + 7) / 8);
    }

    private static JsonValue name(String type) {
        return JsonValue.of(type);
    }

    private static JsonObject logical(String type, String logicalType) {
        return new JsonObject().put("type", type).put("logicalType", logicalType);
    }

    private static JsonObject fixed(String name, int size) {
        return new JsonObject().put("type", "fixed").put("name", name).put("size", size);
    }

    private static JsonObject record(String name, JsonArray fields) {
        return new JsonObject().put("type", "record").put("name", name).put("fields", fields);
    }

    private static JsonObject array(int elementId, JsonValue items) {
        return new JsonObject().put("type", "array").put("items", items).put("element-id", elementId);
    }

    private static JsonObject field(int id, String name, JsonValue type) {
        return new JsonObject().put("name", name).put("type", type).put("field-id", id);
    }

    private static JsonObject optional(int id, String name, JsonValue type) {
        return new JsonObject()
                .put("name", name)
                .put("type", new JsonArray().add("null").add(type))
                .put("default", JsonValue.JsonNull.NULL)
                .put("field-id", id);
    }

    private static JsonObject map(int id, String name, int keyId, int valueId, String valueType) {
        JsonObject entry = record(
                "k" + keyId + "_v" + valueId,
                new JsonArray().add(field(keyId, "key", name("int"))).add(field(valueId, "value", name(valueType))));
        return optional(
                id,
                name,
                new JsonObject().put("type", "array").put("items", entry).put("logicalType", "map"));
    }

    /** Replaces each character that Avro does not allow in names, as Iceberg's Java library does for ASCII. */
    static String compatibleName(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean digit = c >= '0' && c <= '9';
            if (letter || (digit && i > 0)) {
                out.append(c);
            } else if (digit) {
                out.append('_').append(c);
            } else {
                out.append("_x").append(hex(c));
            }
        }
        return out.toString();
    }

    private static String hex(int c) {
        String digits = "";
        for (int rest = c; rest > 0; rest >>>= 4) {
            digits = HEX.charAt(rest & 0xF) + digits;
        }
        return digits.isEmpty() ? "0" : digits;
    }
}
