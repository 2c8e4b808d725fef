package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.LongColumn;

/** Appends the points of exponential histograms to the table {@code metrics_exponential_histogram}. */
final class ExponentialHistogramRows extends MetricRows {
    private final ExemplarsColumn exemplars;
    private final LongColumn count;
    private final OptionalDoubleColumn sum;
    private final OptionalDoubleColumn min;
    private final OptionalDoubleColumn max;
    private final IntColumn scale;
    private final LongColumn zeroCount;
    private final DoubleColumn zeroThreshold;
    private final IntColumn positiveOffset;
    private final BucketCountsColumn positiveBucketCounts;
    private final IntColumn negativeOffset;
    private final BucketCountsColumn negativeBucketCounts;
    private final IntColumn aggregationTemporality;

    ExponentialHistogramRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        BoundFields columns = columns();
        exemplars = new ExemplarsColumn(columns);
        count = columns.longs("Count");
        sum = new OptionalDoubleColumn(columns.doubles("Sum"));
        min = new OptionalDoubleColumn(columns.doubles("Min"));
        max = new OptionalDoubleColumn(columns.doubles("Max"));
        scale = columns.ints("Scale");
        zeroCount = columns.longs("ZeroCount");
        zeroThreshold = columns.doubles("ZeroThreshold");
        positiveOffset = columns.ints("PositiveOffset");
        positiveBucketCounts = new BucketCountsColumn(columns.list("PositiveBucketCounts"));
        negativeOffset = columns.ints("NegativeOffset");
        negativeBucketCounts = new BucketCountsColumn(columns.list("NegativeBucketCounts"));
        aggregationTemporality = columns.ints("AggregationTemporality");
    }

    void append(ExponentialHistogramPoint point) {
        boolean recorded = isRecorded(point);
        exemplars.append(point.exemplars);
        count.append(point.count);
        sum.append(recorded && point.hasSum, point.sum);
        min.append(recorded && point.hasMin, point.min);
        max.append(recorded && point.hasMax, point.max);
        scale.append(point.scale);
        zeroCount.append(point.zeroCount);
        zeroThreshold.append(point.zeroThreshold);
        positiveOffset.append(point.positiveOffset);
        positiveBucketCounts.append(point.positiveBucketCounts);
        negativeOffset.append(point.negativeOffset);
        negativeBucketCounts.append(point.negativeBucketCounts);
        appendPoint(point);
    }

    @Override
    void appendMetric(Metric metric, int more) {
        aggregationTemporality.append(metric.aggregationTemporality);
        aggregationTemporality.repeatLast(more);
    }
}
