package dev.otlp2parquet.iceberg.partition;

import dev.otlp2parquet.iceberg.transform.Transform;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** How the rows of a file are sorted. Order 0 is unsorted. */
public record SortOrder(int orderId, List<SortField> fields) {

    public SortOrder {
        fields = List.copyOf(fields);
    }

    /**
     * A key of the order.
     *
     * @param sourceId id of the column; -1 if there are several, which no known transform takes
     */
    public record SortField(int sourceId, Transform transform, boolean ascending, boolean nullsFirst) {}

    public static SortOrder unsorted() {
        return new SortOrder(0, List.of());
    }

    public static SortOrder parse(JsonObject json) {
        List<SortField> fields = new ArrayList<>();
        for (JsonObject field : json.array("fields").objects()) {
            fields.add(new SortField(
                    PartitionSpec.sourceId(field),
                    Transform.parse(field.string("transform")),
                    field.string("direction").equals("asc"),
                    field.string("null-order").equals("nulls-first")));
        }
        return new SortOrder(json.int32("order-id"), fields);
    }

    public JsonObject toJson() {
        JsonArray array = new JsonArray();
        for (SortField field : fields) {
            array.add(new JsonObject()
                    .put("transform", field.transform().json())
                    .put("source-id", field.sourceId())
                    .put("direction", field.ascending() ? "asc" : "desc")
                    .put("null-order", field.nullsFirst() ? "nulls-first" : "nulls-last"));
        }
        return new JsonObject().put("order-id", orderId).put("fields", array);
    }
}
