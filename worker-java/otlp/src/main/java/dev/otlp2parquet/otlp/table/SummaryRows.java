package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.column.StructColumn;

/** Appends the points of summaries to the table {@code metrics_summary}. */
final class SummaryRows extends MetricRows {
    private final LongColumn count;
    private final DoubleColumn sum;
    private final ListColumn valueAtQuantiles;
    private final StructColumn valueAtQuantile;
    private final DoubleColumn quantile;
    private final DoubleColumn value;

    SummaryRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        BoundFields columns = columns();
        count = columns.longs("Count");
        sum = columns.doubles("Sum");
        valueAtQuantiles = columns.list("ValueAtQuantiles");
        valueAtQuantile = valueAtQuantiles.element().asStruct();
        BoundFields fields = columns.elements("ValueAtQuantiles");
        quantile = fields.doubles("Quantile");
        value = fields.doubles("Value");
    }

    void append(SummaryPoint point) {
        count.append(point.count);
        sum.append(point.sum);
        valueAtQuantiles.begin();
        for (int i = 0; i < point.quantiles.size(); i++) {
            valueAtQuantile.begin();
            quantile.append(point.quantiles.get(i));
            value.append(point.values.get(i));
            valueAtQuantile.end();
        }
        valueAtQuantiles.end();
        appendPoint(point);
    }

    @Override
    void appendMetric(Metric metric, int more) {}
}
