package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.platform.Binary;
import java.util.Map;

/**
 * Metrics of a file's columns by field id. A map may be null (not recorded); it is written in its own order. Bounds are
 * single-value serializations (specification, appendix D). Maps and bounds are not copied and must not change.
 *
 * @param columnSizes bytes on disk
 * @param valueCounts number of values, with nulls and NaNs
 */
public record ColumnMetrics(
        Map<Integer, Long> columnSizes,
        Map<Integer, Long> valueCounts,
        Map<Integer, Long> nullValueCounts,
        Map<Integer, Long> nanValueCounts,
        Map<Integer, Binary> lowerBounds,
        Map<Integer, Binary> upperBounds) {

    public static ColumnMetrics none() {
        return new ColumnMetrics(null, null, null, null, null, null);
    }
}
