package dev.otlp2parquet.otlp.table;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;

/** Random metrics of all five kinds, and of none. */
final class GeneratedMetrics {
    private final GeneratedValues values;

    GeneratedMetrics(GeneratedValues values) {
        this.values = values;
    }

    Metric metric() {
        Metric.Builder metric = Metric.newBuilder()
                .setName(values.optionalText())
                .setDescription(values.optionalText())
                .setUnit(values.optionalText());
        if (values.chance(30)) {
            metric.addAllMetadata(values.attributes());
        }
        switch (values.upTo(10)) {
            case 0 -> {}
            case 1, 2 -> metric.setGauge(Gauge.newBuilder().addAllDataPoints(numbers()));
            case 3, 4 ->
                metric.setSum(Sum.newBuilder()
                        .addAllDataPoints(numbers())
                        .setAggregationTemporalityValue(values.enumNumber(3))
                        .setIsMonotonic(values.chance(50)));
            case 5, 6 -> metric.setHistogram(histogram());
            case 7, 8 -> metric.setExponentialHistogram(exponentialHistogram());
            default -> metric.setSummary(summary());
        }
        return metric.build();
    }

    /** Flags in which bit 0 (no recorded value) is set one time in five, and the other bits can be anything. */
    private int flags() {
        int others = values.chance(80) ? 0 : values.unsignedInt() & ~1;
        return values.chance(20) ? others | 1 : others;
    }

    private List<NumberDataPoint> numbers() {
        List<NumberDataPoint> points = new ArrayList<>();
        for (int left = values.upTo(5); left > 0; left--) {
            NumberDataPoint.Builder point = NumberDataPoint.newBuilder()
                    .addAllAttributes(values.attributes())
                    .setStartTimeUnixNano(values.time())
                    .setTimeUnixNano(values.time())
                    .addAllExemplars(exemplars())
                    .setFlags(flags());
            switch (values.upTo(4)) {
                case 0 -> {}
                case 1, 2 -> point.setAsInt(values.anyLong());
                default -> point.setAsDouble(values.anyDouble());
            }
            points.add(point.build());
        }
        return points;
    }

    private Histogram histogram() {
        Histogram.Builder histogram = Histogram.newBuilder().setAggregationTemporalityValue(values.enumNumber(3));
        for (int left = values.upTo(4); left > 0; left--) {
            HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder()
                    .addAllAttributes(values.attributes())
                    .setStartTimeUnixNano(values.time())
                    .setTimeUnixNano(values.time())
                    .setCount(values.count())
                    .addAllExemplars(exemplars())
                    .setFlags(flags());
            if (values.chance(80)) {
                for (int buckets = values.upTo(6); buckets > 0; buckets--) {
                    point.addBucketCounts(values.count());
                    point.addExplicitBounds(values.anyDouble());
                }
                point.addBucketCounts(values.count());
            }
            if (values.chance(60)) {
                point.setSum(values.anyDouble());
            }
            if (values.chance(60)) {
                point.setMin(values.anyDouble());
            }
            if (values.chance(60)) {
                point.setMax(values.anyDouble());
            }
            histogram.addDataPoints(point);
        }
        return histogram.build();
    }

    private ExponentialHistogram exponentialHistogram() {
        ExponentialHistogram.Builder histogram =
                ExponentialHistogram.newBuilder().setAggregationTemporalityValue(values.enumNumber(3));
        for (int left = values.upTo(4); left > 0; left--) {
            ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder()
                    .addAllAttributes(values.attributes())
                    .setStartTimeUnixNano(values.time())
                    .setTimeUnixNano(values.time())
                    .setCount(values.count())
                    .setScale(values.signedInt())
                    .setZeroCount(values.count())
                    .addAllExemplars(exemplars())
                    .setFlags(flags());
            if (values.chance(50)) {
                point.setZeroThreshold(values.anyDouble());
            }
            if (values.chance(75)) {
                point.setPositive(buckets());
            }
            if (values.chance(75)) {
                point.setNegative(buckets());
            }
            if (values.chance(60)) {
                point.setSum(values.anyDouble());
            }
            if (values.chance(60)) {
                point.setMin(values.anyDouble());
            }
            if (values.chance(60)) {
                point.setMax(values.anyDouble());
            }
            histogram.addDataPoints(point);
        }
        return histogram.build();
    }

    private ExponentialHistogramDataPoint.Buckets buckets() {
        ExponentialHistogramDataPoint.Buckets.Builder buckets =
                ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(values.signedInt());
        for (int left = values.upTo(12); left > 0; left--) {
            buckets.addBucketCounts(values.chance(70) ? values.upTo(100) : values.count());
        }
        return buckets.build();
    }

    private Summary summary() {
        Summary.Builder summary = Summary.newBuilder();
        for (int left = values.upTo(4); left > 0; left--) {
            SummaryDataPoint.Builder point = SummaryDataPoint.newBuilder()
                    .addAllAttributes(values.attributes())
                    .setStartTimeUnixNano(values.time())
                    .setTimeUnixNano(values.time())
                    .setCount(values.count())
                    .setSum(values.anyDouble())
                    .setFlags(flags());
            for (int quantiles = values.upTo(4); quantiles > 0; quantiles--) {
                point.addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                        .setQuantile(values.anyDouble())
                        .setValue(values.anyDouble()));
            }
            summary.addDataPoints(point);
        }
        return summary.build();
    }

    private List<Exemplar> exemplars() {
        List<Exemplar> exemplars = new ArrayList<>();
        for (int left = values.chance(60) ? 0 : values.upTo(3); left > 0; left--) {
            Exemplar.Builder exemplar = Exemplar.newBuilder()
                    .addAllFilteredAttributes(values.attributes())
                    .setTimeUnixNano(values.time())
                    .setTraceId(values.id(16))
                    .setSpanId(values.id(8));
            switch (values.upTo(2)) {
                case 0 -> {}
                case 1 -> exemplar.setAsInt(values.anyLong());
                default -> exemplar.setAsDouble(values.anyDouble());
            }
            exemplars.add(exemplar.build());
        }
        return exemplars;
    }
}
