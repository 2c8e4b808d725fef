package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.platform.Binary;
import java.util.Map;

/**
 * Figures of a file's columns by field id. Each map may be null (not recorded); its order is the order written. The maps and the
 * bounds, single-value serializations (specification, appendix D), are not copied and must stay unchanged.
 *
 * @param columnSizes bytes on disk
 * @param valueCounts values, nulls and NaNs included
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
