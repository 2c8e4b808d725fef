package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.parquet.column.RowSelection;
import java.util.List;

/**
 * The rows of a batch that are in one partition.
 *
 * @param partition values in the order of the spec's fields, classes as the package {@code transform} says; may hold null
 */
public record PartitionRows(List<Object> partition, RowSelection rows) {}
