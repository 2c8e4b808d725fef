package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.NumberKind;
import dev.otlp2parquet.otlp.model.NumberPoint;

/** Appends the points of gauges to the table {@code metrics_gauge}. */
final class GaugeRows extends MetricRows {
    private final NumberColumns value;
    private final ExemplarsColumn exemplars;

    GaugeRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        value = new NumberColumns(columns());
        exemplars = new ExemplarsColumn(columns());
    }

    void append(NumberPoint point) {
        NumberKind kind = isRecorded(point) ? point.valueKind : NumberKind.NONE;
        value.append(kind, point.doubleValue, point.intValue);
        exemplars.append(point.exemplars);
        appendPoint(point);
    }

    @Override
    void appendMetric(Metric metric, int more) {}
}
