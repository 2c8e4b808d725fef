package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.partition.PartitionField;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.partition.SortOrder;
import dev.otlp2parquet.iceberg.rest.CreateTableRequest;
import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.iceberg.schema.ParquetTypes;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.transform.Transform;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.TimestampUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema, partitioning, order and properties of a new table: docs/schema.md in Iceberg's terms. */
final class TableCreation {

    private TableCreation() {}

    static CreateTableRequest of(LakeConfig config, TableShape table, TableIdentifier name) {
        Schema schema = table.schema();
        IcebergSchema icebergSchema = ParquetTypes.icebergSchema(0, schema);
        List<PartitionField> partitioning = new ArrayList<>();
        for (TableShape.PartitionColumn column : table.partitioning()) {
            partitioning.add(new PartitionField(
                    idOf(schema, column.column()),
                    PartitionSpec.FIRST_FIELD_ID + partitioning.size(),
                    partitionName(column),
                    Transform.parse(column.transform())));
        }
        List<SortOrder.SortField> sorted = new ArrayList<>();
        for (String column : table.sortColumns()) {
            sorted.add(new SortOrder.SortField(idOf(schema, column), Transform.Plain.IDENTITY, true, true));
        }
        return new CreateTableRequest(
                icebergSchema,
                new PartitionSpec(0, partitioning),
                new SortOrder(1, sorted),
                location(config, name),
                properties(config, table));
    }

    private static String location(LakeConfig config, TableIdentifier name) {
        String start = config.catalog().dataLocation();
        return start.isEmpty() ? "" : start + "/" + String.join("/", name.namespace()) + "/" + name.name();
    }

    private static Map<String, String> properties(LakeConfig config, TableShape table) {
        Map<String, String> properties = new LinkedHashMap<>();
        // timestamptz_ns came with version 3; 2 is what every reader knows.
        properties.put("format-version", table.timestampUnit() == TimestampUnit.NANOS ? "3" : "2");
        // For those who rewrite our files: compaction keeps the codec and the Bloom filters.
        String codec = switch (config.compression()) {
            case ZSTD -> "zstd";
            case SNAPPY -> "snappy";
            case GZIP -> "gzip";
            case UNCOMPRESSED -> "uncompressed";
        };
        properties.put("write.parquet.compression-codec", codec);
        for (String column : table.bloomFilterColumns()) {
            properties.put("write.parquet.bloom-filter-enabled.column." + column, "true");
        }
        if (config.catalog().mode() != CatalogMode.S3_TABLES) {
            // For those who expire snapshots: every commit makes one, and each costs the catalog some 700 bytes in
            // every
            // commit after it.
            // Not shorter than a day: a committer that has lost its database finds in them what was committed.
            // S3 Tables expires snapshots after its own setting, and stops doing so for a table that has a longer one.
            properties.put("history.expire.max-snapshot-age-ms", Long.toString(7 * 24 * 3_600_000L));
            properties.put("history.expire.min-snapshots-to-keep", "20");
        }
        if (config.catalog().mode() == CatalogMode.REST) {
            // Every commit makes a metadata file that lists all snapshots. R2 Data Catalog minds its own, and refuses
            // write.metadata.*.
            properties.put("write.metadata.delete-after-commit.enabled", "true");
            properties.put("write.metadata.previous-versions-max", "20");
        }
        return properties;
    }

    /**
     * Returns the name of a partition field, as Iceberg's own library names it: {@code Timestamp_hour},
     * {@code id_bucket}.
     */
    private static String partitionName(TableShape.PartitionColumn column) {
        String transform = column.transform();
        int bracket = transform.indexOf('[');
        String kind = bracket < 0 ? transform : transform.substring(0, bracket);
        if (kind.equals("identity")) {
            return column.column();
        }
        return column.column() + "_" + (kind.equals("truncate") ? "trunc" : kind);
    }

    private static int idOf(Schema schema, String column) {
        Field field = schema.fields().get(schema.indexOf(column));
        return field.fieldId();
    }
}
