package dev.otlp2parquet.ingest;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

/** Builds export requests with protobuf-java, which is what exporters send. */
final class Telemetry {

    static final long HOUR = 3_600_000_000_000L;

    private Telemetry() {}

    /** A resource of one service; an empty name leaves it out. */
    static Resource service(String name) {
        Resource.Builder resource = Resource.newBuilder();
        if (!name.isEmpty()) {
            resource.addAttributes(text("service.name", name));
        }
        return resource.build();
    }

    static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static LogRecord log(long unixNanos, String body) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(unixNanos)
                .setBody(AnyValue.newBuilder().setStringValue(body))
                .build();
    }

    static ExportLogsServiceRequest logs(String service, LogRecord... records) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        addLogs(request, service, records);
        return request.build();
    }

    static void addLogs(ExportLogsServiceRequest.Builder request, String service, LogRecord... records) {
        request.addResourceLogsBuilder()
                .setResource(service(service))
                .addScopeLogsBuilder()
                .addAllLogRecords(java.util.List.of(records));
    }

    static ExportTraceServiceRequest spans(String service, long... startNanos) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        var scope =
                request.addResourceSpansBuilder().setResource(service(service)).addScopeSpansBuilder();
        for (int i = 0; i < startNanos.length; i++) {
            scope.addSpans(Span.newBuilder()
                    .setTraceId(id(16, i))
                    .setSpanId(id(8, i))
                    .setName("span " + i)
                    .setStartTimeUnixNano(startNanos[i])
                    .setEndTimeUnixNano(startNanos[i] + 1_000_000));
        }
        return request.build();
    }

    /** One point of each kind of metric, all at one time. */
    static ExportMetricsServiceRequest everyKindOfMetric(String service, long unixNanos) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        ScopeMetrics.Builder scope = request.addResourceMetricsBuilder()
                .setResource(service(service))
                .addScopeMetricsBuilder();
        NumberDataPoint number = NumberDataPoint.newBuilder()
                .setTimeUnixNano(unixNanos)
                .setAsInt(42)
                .build();
        scope.addMetrics(metric("a.gauge").setGauge(gaugeOf(number)));
        Metric.Builder sum = metric("a.sum");
        sum.getSumBuilder()
                .addDataPoints(number)
                .setIsMonotonic(true)
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        scope.addMetrics(sum);
        Metric.Builder histogram = metric("a.histogram");
        histogram
                .getHistogramBuilder()
                .addDataPoints(HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(unixNanos)
                        .setCount(3)
                        .addBucketCounts(1)
                        .addBucketCounts(2)
                        .addExplicitBounds(0.5));
        scope.addMetrics(histogram);
        Metric.Builder exponential = metric("an.exponential.histogram");
        exponential
                .getExponentialHistogramBuilder()
                .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                        .setTimeUnixNano(unixNanos)
                        .setCount(5));
        scope.addMetrics(exponential);
        Metric.Builder summary = metric("a.summary");
        summary.getSummaryBuilder()
                .addDataPoints(SummaryDataPoint.newBuilder()
                        .setTimeUnixNano(unixNanos)
                        .setCount(7)
                        .setSum(1.5));
        scope.addMetrics(summary);
        return request.build();
    }

    /** Integer points of one gauge after the other. */
    static ExportMetricsServiceRequest gauges(String service, String[] names, long[] unixNanos) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        ScopeMetrics.Builder scope = request.addResourceMetricsBuilder()
                .setResource(service(service))
                .addScopeMetricsBuilder();
        for (int i = 0; i < names.length; i++) {
            scope.addMetrics(metric(names[i])
                    .setGauge(gaugeOf(NumberDataPoint.newBuilder()
                            .setTimeUnixNano(unixNanos[i])
                            .setAsInt(i)
                            .build())));
        }
        return request.build();
    }

    private static io.opentelemetry.proto.metrics.v1.Gauge gaugeOf(NumberDataPoint point) {
        return io.opentelemetry.proto.metrics.v1.Gauge.newBuilder()
                .addDataPoints(point)
                .build();
    }

    private static Metric.Builder metric(String name) {
        return Metric.newBuilder().setName(name);
    }

    private static ByteString id(int length, int number) {
        byte[] id = new byte[length];
        id[0] = 1;
        id[length - 2] = (byte) (number >>> 8);
        id[length - 1] = (byte) number;
        return ByteString.copyFrom(id);
    }
}
