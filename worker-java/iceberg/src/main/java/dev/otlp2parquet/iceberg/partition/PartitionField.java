package dev.otlp2parquet.iceberg.partition;

import dev.otlp2parquet.iceberg.transform.Transform;

/**
 * A field of a partition spec.
 *
 * @param sourceId id of the source column; -1 if there are several, which no known transform takes
 * @param fieldId id of the partition field, from 1000
 */
public record PartitionField(int sourceId, int fieldId, String name, Transform transform) {}
