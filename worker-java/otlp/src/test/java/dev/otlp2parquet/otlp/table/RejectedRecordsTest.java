package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.table.TimestampUnit;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the bytes of a request to the rows that are left of it, when some of its records cannot be taken. */
class RejectedRecordsTest {
    @Test
    void aTimeThatNanosecondsCannotHoldCostsItsRecord() throws Exception {
        TableBatches batches = batches(TimestampUnit.NANOS);
        DecodeResult result = decode(Signal.LOGS, """
                {"resourceLogs":[{"scopeLogs":[{"logRecords":[
                  {"timeUnixNano":"1","body":{"stringValue":"first"}},
                  {"timeUnixNano":"9223372036854775808","body":{"stringValue":"second"}},
                  {"timeUnixNano":"2","body":{"stringValue":"third"}}]}]}]}
                """, batches);
        assertEquals(
                new DecodeResult(
                        2,
                        1,
                        "resourceLogs[0].scopeLogs[0].logRecords[1].timeUnixNano: 9223372036854775808 is beyond what a"
                                + " timestamp in nanoseconds holds, at most 9223372036854775807"),
                result);
        assertEquals(List.of("first", "third"), column(batches, OtlpTable.LOGS, "Body"));
    }

    @Test
    void countsAndDurationsBeyond63BitsCostTheirRecord() throws Exception {
        ExportTraceServiceRequest.Builder traces = ExportTraceServiceRequest.newBuilder();
        traces.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpans(Span.newBuilder()
                        .setName("too long")
                        .setStartTimeUnixNano(0)
                        .setEndTimeUnixNano(-1))
                .addSpans(Span.newBuilder()
                        .setName("fits")
                        .setStartTimeUnixNano(-2)
                        .setEndTimeUnixNano(-1));
        TableBatches batches = batches(TimestampUnit.MICROS);
        byte[] body = traces.build().toByteArray();
        DecodeResult spans =
                new OtlpDecoder().decode(Signal.TRACES, RequestFormat.PROTOBUF, body, 0, body.length, batches);
        assertEquals(
                new DecodeResult(
                        1,
                        1,
                        "resourceSpans[0].scopeSpans[0].spans[0].endTimeUnixNano: the duration from 0 to"
                                + " 18446744073709551615 ns is beyond 64 signed bits"),
                spans);
        assertEquals(List.of("fits"), column(batches, OtlpTable.TRACES, "SpanName"));
        assertEquals(List.of(1L), column(batches, OtlpTable.TRACES, "Duration"));

        ExportMetricsServiceRequest.Builder metrics = ExportMetricsServiceRequest.newBuilder();
        metrics.addResourceMetricsBuilder()
                .addScopeMetricsBuilder()
                .addMetricsBuilder()
                .setHistogram(Histogram.newBuilder()
                        .addDataPoints(HistogramDataPoint.newBuilder()
                                .addBucketCounts(1)
                                .addBucketCounts(-1))
                        .addDataPoints(HistogramDataPoint.newBuilder().setCount(5)));
        byte[] points = metrics.build().toByteArray();
        DecodeResult histogram =
                new OtlpDecoder().decode(Signal.METRICS, RequestFormat.PROTOBUF, points, 0, points.length, batches);
        assertEquals(
                new DecodeResult(
                        1,
                        1,
                        "resourceMetrics[0].scopeMetrics[0].metrics[0].histogram.dataPoints[0].bucketCounts[1]:"
                                + " 18446744073709551615 is beyond what the column holds, at most"
                                + " 9223372036854775807"),
                histogram);
        assertEquals(List.of(5L), column(batches, OtlpTable.METRICS_HISTOGRAM, "Count"));
    }

    @Test
    void aScopeThatTurnsOutFaultyAfterItsRecordsCostsThem() throws Exception {
        TableBatches batches = batches(TimestampUnit.MICROS);
        DecodeResult result = decode(Signal.LOGS, """
                {"resourceLogs":[{"scopeLogs":[
                  {"logRecords":[{"body":{"stringValue":"a"}}],"scope":{"name":"good"}},
                  {"logRecords":[{"body":{"stringValue":"b"}},{"body":{"stringValue":"c"}}],"scope":{"name":7}},
                  {"logRecords":[{"body":{"stringValue":"d"}}],"scope":{"name":"also good"}}],
                  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}}]}
                """, batches);
        assertEquals(2, result.accepted());
        assertEquals(2, result.rejected());
        assertEquals(List.of("a", "d"), column(batches, OtlpTable.LOGS, "Body"));
        assertEquals(List.of("good", "also good"), column(batches, OtlpTable.LOGS, "ScopeName"));
        assertEquals(List.of("shop", "shop"), column(batches, OtlpTable.LOGS, "ServiceName"));
    }

    @Test
    void aMetricThatTurnsOutFaultyAfterItsPointsCostsThem() throws Exception {
        TableBatches batches = batches(TimestampUnit.MICROS);
        DecodeResult result = decode(Signal.METRICS, """
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
                  {"gauge":{"dataPoints":[{"asInt":1},{"asInt":2}]},"name":"good"},
                  {"gauge":{"dataPoints":[{"asInt":3}]},"name":["bad"]},
                  {"sum":{"dataPoints":[{"asDouble":4.5}],"aggregationTemporality":"NO_SUCH"},"name":"bad"},
                  {"gauge":{"dataPoints":[{"asInt":5}]},"name":"good too"}]}]}]}
                """, batches);
        assertEquals(3, result.accepted());
        assertEquals(2, result.rejected());
        assertEquals(List.of(1L, 2L, 5L), column(batches, OtlpTable.METRICS_GAUGE, "ValueInt"));
        assertEquals(List.of("good", "good", "good too"), column(batches, OtlpTable.METRICS_GAUGE, "MetricName"));
        assertEquals(List.of(), column(batches, OtlpTable.METRICS_SUM, "Value"));
    }

    private static TableBatches batches(TimestampUnit unit) {
        return new TableBatches(
                new TableDefinitions(new TableOptions(ColumnNames.PASCAL, unit, AttributesStyle.MAP)), 1);
    }

    private static DecodeResult decode(Signal signal, String json, TableBatches batches)
            throws InvalidRequestException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return new OtlpDecoder().decode(signal, RequestFormat.JSON, body, 0, body.length, batches);
    }

    private static List<Object> column(TableBatches batches, OtlpTable table, String name) throws IOException {
        return StoredRows.of(batches, table).stream().map(row -> row.get(name)).toList();
    }
}
