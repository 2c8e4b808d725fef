package dev.otlp2parquet.iceberg.partition;

import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.iceberg.schema.NestedField;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.transform.Transform;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** How the rows of a table are divided. The tuple of the values of all fields is a partition. */
public record PartitionSpec(int specId, List<PartitionField> fields) {

    public static final int FIRST_FIELD_ID = 1000;

    public PartitionSpec {
        fields = List.copyOf(fields);
    }

    public static PartitionSpec unpartitioned() {
        return new PartitionSpec(0, List.of());
    }

    public static PartitionSpec parse(JsonObject json) {
        List<PartitionField> fields = new ArrayList<>();
        int nextId = FIRST_FIELD_ID;
        for (JsonObject field : json.array("fields").objects()) {
            // Ids are required since v2; in v1 they were given by position.
            int fieldId = field.int32Or("field-id", nextId);
            nextId = Math.max(nextId, fieldId) + 1;
            fields.add(new PartitionField(
                    sourceId(field), fieldId, field.string("name"), Transform.parse(field.string("transform"))));
        }
        return new PartitionSpec(json.int32Or("spec-id", 0), fields);
    }

    /**
     * Returns the column of a field of a spec or sort order: {@code source-id}, or {@code source-ids} of v3 if it has
     * one element.
     */
    static int sourceId(JsonObject field) {
        if (field.has("source-id")) {
            return field.int32("source-id");
        }
        JsonArray sources = field.array("source-ids");
        return sources.size() == 1 ? sources.int32(0) : -1;
    }

    public JsonObject toJson() {
        return new JsonObject().put("spec-id", specId).put("fields", fieldsJson());
    }

    /** Returns the array that manifests have under {@code partition-spec}. */
    public JsonArray fieldsJson() {
        JsonArray array = new JsonArray();
        for (PartitionField field : fields) {
            array.add(new JsonObject()
                    .put("name", field.name())
                    .put("transform", field.transform().json())
                    .put("source-id", field.sourceId())
                    .put("field-id", field.fieldId()));
        }
        return array;
    }

    /**
     * Returns the type of the values of each field.
     *
     * @throws IllegalArgumentException if a source column is missing or not primitive, or a transform is unknown
     */
    public List<PrimitiveType> resultTypes(IcebergSchema schema) {
        List<PrimitiveType> types = new ArrayList<>(fields.size());
        for (PartitionField field : fields) {
            types.add(field.transform().resultType(sourceType(schema, field)));
        }
        return types;
    }

    private PrimitiveType sourceType(IcebergSchema schema, PartitionField field) {
        String where = "partition spec " + specId + ", field " + field.name() + ": ";
        if (field.transform() instanceof Transform.Unknown) {
            throw new IllegalArgumentException(where + "the transform "
                    + field.transform().json() + " is not known, so that nothing can be written");
        }
        NestedField source = schema.find(field.sourceId());
        if (source == null && field.transform() == Transform.Plain.VOID) {
            // A column may be dropped once its partition field is void; Java's readers take int for the missing type.
            return PrimitiveType.INT;
        }
        if (source == null || !(source.type() instanceof PrimitiveType type)) {
            throw new IllegalArgumentException(
                    where + "the source column with id " + field.sourceId() + " is missing or no primitive");
        }
        return type;
    }
}
