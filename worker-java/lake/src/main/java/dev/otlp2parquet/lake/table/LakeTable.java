package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.iceberg.write.TablePlan;
import dev.otlp2parquet.table.TableShape;

/**
 * A table of the catalog as it was when it was last loaded or committed to. Immutable.
 *
 * @param metadata of the last load or commit
 * @param plan how rows become files of the table; matches the metadata
 */
public record LakeTable(TableShape table, TableIdentifier name, TableMetadata metadata, TablePlan plan) {}
