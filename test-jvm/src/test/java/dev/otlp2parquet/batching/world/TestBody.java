package dev.otlp2parquet.batching.world;

import com.google.protobuf.ByteString;
import dev.otlp2parquet.otlp.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An export request whose rows can be told apart by a text.
 *
 * @param rows the texts, as they are in Body, SpanName or MetricName
 */
public record TestBody(Signal signal, ByteString content, List<String> rows) {

    private static final long TIME = 1_795_253_400_000_000_000L;

    public byte[] bytes() {
        return content.toByteArray();
    }

    /**
     * A body of some records.
     *
     * @param kind 0 logs, 1 traces, 2 metrics, gauges and sums by turns
     */
    public static TestBody of(int kind, String text, int count) {
        List<String> rows = Client.texts(text, count);
        byte[] bytes = switch (kind) {
            case 0 -> Client.body(text, count, 0, TIME);
            case 1 -> spans(rows);
            default -> metrics(rows);
        };
        Signal signal = kind == 0 ? Signal.LOGS : kind == 1 ? Signal.TRACES : Signal.METRICS;
        return new TestBody(signal, ByteString.copyFrom(bytes), rows);
    }

    /** Log records without a time. */
    public static TestBody timeless(String text, int count) {
        return new TestBody(
                Signal.LOGS, ByteString.copyFrom(Client.body(text, count, 0, 0)), Client.texts(text, count));
    }

    /** Log records, each in an hour of its own. */
    public static TestBody hours(String text, int count) {
        byte[] bytes = Client.hours(text, count, "s");
        return new TestBody(Signal.LOGS, ByteString.copyFrom(bytes), Client.texts(text, count));
    }

    /** A gauge and a sum in each of so many hours. */
    public static TestBody metricsOfHours(String text, int hours) {
        List<String> rows = Client.texts(text, 2 * hours);
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        var scope = request.addResourceMetricsBuilder().addScopeMetricsBuilder();
        for (int i = 0; i < rows.size(); i++) {
            NumberDataPoint point = NumberDataPoint.newBuilder()
                    .setTimeUnixNano(TIME - i / 2 * 3_600_000_000_000L)
                    .setAsInt(i)
                    .build();
            var metric = scope.addMetricsBuilder().setName(rows.get(i));
            if (i % 2 == 0) {
                metric.getGaugeBuilder().addDataPoints(point);
            } else {
                metric.getSumBuilder().addDataPoints(point);
            }
        }
        return new TestBody(Signal.METRICS, request.build().toByteString(), rows);
    }

    private static byte[] spans(List<String> rows) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
        for (String row : rows) {
            byte[] id = Arrays.copyOf(row.getBytes(StandardCharsets.UTF_8), 16);
            scope.addSpans(Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setName(row)
                    .setStartTimeUnixNano(TIME)
                    .setEndTimeUnixNano(TIME + 1));
        }
        return request.build().toByteArray();
    }

    private static byte[] metrics(List<String> rows) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        var scope = request.addResourceMetricsBuilder().addScopeMetricsBuilder();
        for (int i = 0; i < rows.size(); i++) {
            NumberDataPoint point = NumberDataPoint.newBuilder()
                    .setTimeUnixNano(TIME)
                    .setAsInt(i)
                    .build();
            var metric = scope.addMetricsBuilder().setName(rows.get(i));
            if (i % 2 == 0) {
                metric.getGaugeBuilder().addDataPoints(point);
            } else {
                metric.getSumBuilder().addDataPoints(point);
            }
        }
        return request.build().toByteArray();
    }
}
