package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Requests whose records are as small as OTLP allows: the worst that columns can be in relation to a body. */
class RowMeterTest {

    private static final int RECORDS = 5_000;

    private final TableBatches batches = new TableBatches(new TableDefinitions(TableOptions.DEFAULT), 1);

    private void assertUpperBound(Signal signal, Message request) throws InvalidRequestException {
        byte[] body = request.toByteArray();
        RowMeter meter = new RowMeter(batches, Long.MAX_VALUE);
        new OtlpDecoder().decode(signal, RequestFormat.PROTOBUF, body, 0, body.length, meter);
        long held = batches.bufferedBytes();
        assertTrue(batches.rows() >= RECORDS && held > 0);
        assertTrue(meter.bytes() >= held, signal + ": counted " + meter.bytes() + ", held " + held);
        assertTrue(meter.bytes() <= 4 * held, signal + ": counted " + meter.bytes() + ", held " + held);
    }

    private static ExportLogsServiceRequest emptyLogs(int records) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
        for (int i = 0; i < records; i++) {
            scope.addLogRecordsBuilder();
        }
        return request.build();
    }

    @Test
    void countsTheSameUnderEveryLimitOfAttributes() throws InvalidRequestException {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        var record = request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecordsBuilder();
        for (int i = 0; i < 1000; i++) {
            record.addAttributesBuilder().setKey("key" + i % 700);
        }
        byte[] body = request.build().toByteArray();
        for (int limit : new int[] {1, 100, 65_536}) {
            RowMeter meter = new RowMeter(batches, Long.MAX_VALUE);
            new OtlpDecoder(new AttributeLimits(limit, 0))
                    .decode(Signal.LOGS, RequestFormat.PROTOBUF, body, 0, body.length, meter);
            assertEquals(128 + 1000 * 16, meter.bytes(), "limit " + limit);
        }
    }

    @Test
    void countsAtLeastWhatLogRecordsTake() throws InvalidRequestException {
        assertUpperBound(Signal.LOGS, emptyLogs(RECORDS));
    }

    @Test
    void countsAtLeastWhatRecordsOfTheirOwnResourcesTake() throws InvalidRequestException {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < RECORDS; i++) {
            request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecordsBuilder();
        }
        assertUpperBound(Signal.LOGS, request.build());
    }

    @Test
    void countsAtLeastWhatAttributesTake() throws InvalidRequestException {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
        for (int i = 0; i < RECORDS; i++) {
            var record = scope.addLogRecordsBuilder();
            for (char key = 'a'; key <= 'z'; key++) {
                record.addAttributes(KeyValue.newBuilder().setKey(Character.toString(key)));
            }
        }
        assertUpperBound(Signal.LOGS, request.build());
    }

    @Test
    void countsAtLeastWhatSpansTakeWithTheirEventsAndLinks() throws InvalidRequestException {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
        for (int i = 0; i < RECORDS; i++) {
            Span.Builder span = scope.addSpansBuilder();
            for (int j = 0; j < i % 20; j++) {
                span.addEventsBuilder();
                span.addLinksBuilder();
            }
        }
        assertUpperBound(Signal.TRACES, request.build());
    }

    @Test
    void countsAtLeastWhatPointsOfEachKindTake() throws InvalidRequestException {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        var scope = request.addResourceMetricsBuilder().addScopeMetricsBuilder();
        Iterable<Long> counts = LongStream.range(0, 9).boxed().toList();
        Metric.Builder gauge = scope.addMetricsBuilder();
        Metric.Builder sum = scope.addMetricsBuilder();
        Metric.Builder histogram = scope.addMetricsBuilder();
        Metric.Builder exponential = scope.addMetricsBuilder();
        Metric.Builder summary = scope.addMetricsBuilder();
        for (int i = 0; i < RECORDS; i++) {
            gauge.getGaugeBuilder().addDataPointsBuilder().addExemplars(Exemplar.newBuilder());
            sum.getSumBuilder().addDataPointsBuilder();
            histogram.getHistogramBuilder().addDataPointsBuilder().addAllBucketCounts(counts);
            exponential
                    .getExponentialHistogramBuilder()
                    .addDataPointsBuilder()
                    .getPositiveBuilder()
                    .addAllBucketCounts(counts);
            summary.getSummaryBuilder().addDataPointsBuilder().addQuantileValuesBuilder();
        }
        assertUpperBound(Signal.METRICS, request.build());
    }

    @Test
    void stopsAtTheRecordThatIsTooMuch() {
        byte[] body = emptyLogs(100).toByteArray();
        RowMeter meter = new RowMeter(batches, 1000);
        RowsTooLargeException thrown = assertThrows(
                RowsTooLargeException.class,
                () -> new OtlpDecoder().decode(Signal.LOGS, RequestFormat.PROTOBUF, body, 0, body.length, meter));
        assertEquals("the first 8 records take more than 1000 bytes as rows", thrown.getMessage());
        assertEquals(7, batches.rows());
    }
}
