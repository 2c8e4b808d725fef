package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.manifest.ManifestFile.PartitionSummary;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SingleValue;
import dev.otlp2parquet.platform.Binary;
import java.util.ArrayList;
import java.util.List;

/** Collects the summaries of partition values over the files of a manifest: the structs {@code field_summary}. */
final class PartitionSummarizer {

    private final List<PrimitiveType> types;
    private final boolean[] containsNull;
    private final boolean[] containsNan;
    private final Object[] lower;
    private final Object[] upper;

    PartitionSummarizer(List<PrimitiveType> types) {
        this.types = types;
        containsNull = new boolean[types.size()];
        containsNan = new boolean[types.size()];
        lower = new Object[types.size()];
        upper = new Object[types.size()];
    }

    void add(List<Object> partition) {
        for (int i = 0; i < lower.length; i++) {
            Object value = partition.get(i);
            if (value == null) {
                containsNull[i] = true;
            } else if (SingleValue.isNan(value)) {
                containsNan[i] = true;
            } else {
                PrimitiveType type = types.get(i);
                if (lower[i] == null || SingleValue.compare(type, value, lower[i]) < 0) {
                    lower[i] = value;
                }
                if (upper[i] == null || SingleValue.compare(type, value, upper[i]) > 0) {
                    upper[i] = value;
                }
            }
        }
    }

    List<PartitionSummary> summaries() {
        List<PartitionSummary> summaries = new ArrayList<>(lower.length);
        for (int i = 0; i < lower.length; i++) {
            PrimitiveType type = types.get(i);
            summaries.add(new PartitionSummary(
                    containsNull[i],
                    containsNan[i],
                    lower[i] == null ? null : Binary.of(SingleValue.serialize(type, lower[i])),
                    upper[i] == null ? null : Binary.of(SingleValue.serialize(type, upper[i]))));
        }
        return summaries;
    }
}
