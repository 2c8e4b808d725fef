package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.parquet.column.RowSelection;
import java.util.List;

/**
 * The rows of a batch in one partition.
 *
 * @param partition values in the order of the spec's fields; package {@code transform} gives their classes. May contain
 *     null
 */
public record PartitionRows(List<Object> partition, RowSelection rows) {}
