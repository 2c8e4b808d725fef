package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.DoubleList;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.LongColumn;

/** Appends the points of histograms to the table {@code metrics_histogram}. */
final class HistogramRows extends MetricRows {
    private final ExemplarsColumn exemplars;
    private final LongColumn count;
    private final OptionalDoubleColumn sum;
    private final OptionalDoubleColumn min;
    private final OptionalDoubleColumn max;
    private final BucketCountsColumn bucketCounts;
    private final ListColumn explicitBounds;
    private final DoubleColumn explicitBound;
    private final IntColumn aggregationTemporality;

    HistogramRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        BoundFields columns = columns();
        exemplars = new ExemplarsColumn(columns);
        count = columns.longs("Count");
        sum = new OptionalDoubleColumn(columns.doubles("Sum"));
        min = new OptionalDoubleColumn(columns.doubles("Min"));
        max = new OptionalDoubleColumn(columns.doubles("Max"));
        bucketCounts = new BucketCountsColumn(columns.list("BucketCounts"));
        explicitBounds = columns.list("ExplicitBounds");
        explicitBound = explicitBounds.element().asDouble();
        aggregationTemporality = columns.ints("AggregationTemporality");
    }

    void append(HistogramPoint point) {
        boolean recorded = isRecorded(point);
        exemplars.append(point.exemplars);
        count.append(point.count);
        sum.append(recorded && point.hasSum, point.sum);
        min.append(recorded && point.hasMin, point.min);
        max.append(recorded && point.hasMax, point.max);
        bucketCounts.append(point.bucketCounts);
        appendBounds(point.explicitBounds);
        appendPoint(point);
    }

    private void appendBounds(DoubleList bounds) {
        explicitBounds.begin();
        for (int i = 0; i < bounds.size(); i++) {
            explicitBound.append(bounds.get(i));
        }
        explicitBounds.end();
    }

    @Override
    void appendMetric(Metric metric, int more) {
        aggregationTemporality.append(metric.aggregationTemporality);
        aggregationTemporality.repeatLast(more);
    }
}
