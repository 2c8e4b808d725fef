package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.NumberKind;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.parquet.column.BooleanColumn;
import dev.otlp2parquet.parquet.column.IntColumn;

/** Appends the points of sums to the table {@code metrics_sum}. */
final class SumRows extends MetricRows {
    private final NumberColumns value;
    private final ExemplarsColumn exemplars;
    private final IntColumn aggregationTemporality;
    private final BooleanColumn isMonotonic;

    SumRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        value = new NumberColumns(columns());
        exemplars = new ExemplarsColumn(columns());
        aggregationTemporality = columns().ints("AggregationTemporality");
        isMonotonic = columns().booleans("IsMonotonic");
    }

    void append(NumberPoint point) {
        NumberKind kind = isRecorded(point) ? point.valueKind : NumberKind.NONE;
        value.append(kind, point.doubleValue, point.intValue);
        exemplars.append(point.exemplars);
        appendPoint(point);
    }

    @Override
    void appendMetric(Metric metric, int more) {
        aggregationTemporality.append(metric.aggregationTemporality);
        isMonotonic.append(metric.isMonotonic);
        aggregationTemporality.repeatLast(more);
        isMonotonic.repeatLast(more);
    }
}
