package dev.otlp2parquet.iceberg.rest;

import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.partition.SortOrder;
import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.platform.json.JsonObject;
import java.util.Map;

/**
 * The definition of a new table. The catalog may assign its own ids: use those of the metadata that it returns.
 *
 * @param location of the table; empty where the catalog chooses it
 * @param properties including {@code format-version}
 */
public record CreateTableRequest(
        IcebergSchema schema,
        PartitionSpec spec,
        SortOrder sortOrder,
        String location,
        Map<String, String> properties) {

    /** Returns the body of {@code createTable}. */
    JsonObject toRequest(String name) {
        JsonObject request = new JsonObject().put("name", name);
        if (!location.isEmpty()) {
            request.put("location", location);
        }
        return request.put("schema", schema.json())
                .put("partition-spec", spec.toJson())
                .put("write-order", sortOrder.toJson())
                .put("stage-create", false)
                .put("properties", JsonObject.ofStrings(properties));
    }
}
