package dev.otlp2parquet.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of other projects; the counts are those of the projects' own notes. */
class SampleRequestsTest {
    @ParameterizedTest
    @CsvSource({
        "otlp2parquet/log.json, 1",
        "otlp2parquet/logs.jsonl, 81",
        "otlp2parquet/logs.pb, 81",
        "otlp2parquet/trace.json, 2",
        "otlp2parquet/trace.pb, 2",
        "otlp2parquet/traces.jsonl, 19",
        "otlp2parquet/traces.pb, 19",
        "otlp2parquet/metrics_gauge.json, 3",
        "otlp2parquet/metrics_gauge.jsonl, 3",
        "otlp2parquet/metrics_gauge.pb, 3",
        "otlp2parquet/metrics_sum.json, 4",
        "otlp2parquet/metrics_sum.jsonl, 4",
        "otlp2parquet/metrics_sum.pb, 4",
        "otlp2parquet/metrics_histogram.json, 3",
        "otlp2parquet/metrics_histogram.jsonl, 3",
        "otlp2parquet/metrics_histogram.pb, 3",
        "otlp2parquet/metrics_exponential_histogram.json, 2",
        "otlp2parquet/metrics_exponential_histogram.jsonl, 2",
        "otlp2parquet/metrics_exponential_histogram.pb, 2",
        "otlp2parquet/metrics_summary.json, 2",
        "otlp2parquet/metrics_summary.jsonl, 2",
        "otlp2parquet/metrics_summary.pb, 2",
        "otlp2parquet/metrics_mixed.json, 3",
        "otlp2parquet/metrics_mixed.jsonl, 3",
        "otlp2parquet/metrics_mixed.pb, 3",
        "otel-proto-examples/examples/logs.json, 1",
        "otel-proto-examples/examples/events.json, 1",
        "otel-proto-examples/examples/trace.json, 1",
        "otel-proto-examples/examples/metrics.json, 4"
    })
    void takesAllRecordsOfAValidSample(String path, int records) throws InvalidRequestException {
        DecodeResult result = decode(path, new RecordingSink());
        assertNull(result.firstRejection());
        assertEquals(new DecodeResult(records, 0, null), result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traces",
                "metrics_gauge",
                "metrics_sum",
                "metrics_histogram",
                "metrics_exponential_histogram",
                "metrics_summary",
                "metrics_mixed",
                "logs"
            })
    void findsTheSameInTheProtobufAndTheJsonFormOfASample(String name) throws InvalidRequestException {
        assertEquals(records("otlp2parquet/" + name + ".jsonl"), records("otlp2parquet/" + name + ".pb"));
    }

    /** Calls without the context's, which differ in how requests are cut into resources. */
    private static List<String> records(String path) throws InvalidRequestException {
        RecordingSink sink = new RecordingSink();
        decode(path, sink);
        List<String> records = new ArrayList<>();
        for (String call : sink.calls()) {
            if (!call.startsWith("endResource") && !call.startsWith("endScope")) {
                records.add(call);
            }
        }
        records.sort(null);
        return records;
    }

    @Test
    void readsTheEventExampleOfTheSpecification() throws InvalidRequestException {
        RecordingSink sink = new RecordingSink();
        decode("otel-proto-examples/examples/events.json", sink);
        assertEquals(
                List.of(
                        "log time=1544712660300000000 observed=1544712660300000000 severity=9"
                                + " severityText=test severity text body=JSON:{\"type\":0,"
                                + "\"url\":\"https://www.guidgenerator.com/online-guid-generator.aspx\","
                                + "\"referrer\":\"https://wwww.google.com\",\"title\":\"Free Online GUID Generator\"}"
                                + " attributes{event.attribute=STRING:some event attribute}"
                                + " eventName=browser.page_view",
                        "endScope name=my.library version=1.0.0"
                                + " attributes{my.scope.attribute=STRING:some scope attribute}",
                        "endResource attributes{service.name=STRING:my.service}"),
                sink.calls());
    }

    @Test
    void readsTheTraceExampleOfTheSpecificationWithItsUpperCaseHex() throws InvalidRequestException {
        RecordingSink sink = new RecordingSink();
        decode("otel-proto-examples/examples/trace.json", sink);
        assertEquals(
                "span traceId=5b8efff798038103d269b633813fc60c spanId=eee19b7ec3c1b174 parent=eee19b7ec3c1b173"
                        + " name=I'm a server span kind=2 start=1544712660000000000 end=1544712661000000000"
                        + " attributes{my.span.attr=STRING:some value}",
                sink.calls().get(0));
    }

    @Test
    void readsIdsInBase64() throws InvalidRequestException {
        RecordingSink sink = new RecordingSink();
        decode("otlp2parquet/trace.json", sink);
        assertTrue(
                sink.calls()
                        .get(0)
                        .startsWith("span traceId=9d79b1a37f31801cd11a6706fb40d6bd spanId=de562439e9c1b823"
                                + " parent=57526846903bb13e name=router frontend egress kind=3"),
                sink.calls().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "log_invalid_severity|resourceLogs[0].scopeLogs[0].logRecords[0].severityNumber:"
                        + " expected a name or number of SeverityNumber, found \"INVALID_SEVERITY_VALUE\" at byte 410",
                "metrics_invalid_temporality|resourceMetrics[0].scopeMetrics[0].metrics[0].sum.aggregationTemporality:"
                        + " expected a name or number of AggregationTemporality, found \"INVALID_TEMPORALITY_VALUE\" at byte 781",
                "trace_invalid_base64|resourceSpans[0].scopeSpans[0].spans[0].traceId:"
                        + " expected 32 hex digits, found \"!!!INVALID_BASE64!!!\" at byte 401",
                "trace_invalid_kind|resourceSpans[0].scopeSpans[0].spans[0].kind:"
                        + " expected a name or number of SpanKind, found \"SPAN_KIND_INVALID_TYPE\" at byte 538",
                "trace_mixed_encoding|resourceSpans[0].scopeSpans[0].spans[0].traceId:"
                        + " expected 32 hex digits, found \"zzz\" at byte 401"
            })
    void rejectsTheRecordOfAnInvalidSampleAndSaysWhere(String name, String message) throws InvalidRequestException {
        assertEquals(
                new DecodeResult(0, 1, message), decode("otlp2parquet/invalid/" + name + ".json", new RecordingSink()));
    }

    @Test
    void refusesTheMalformedSampleAndSaysWhere() {
        InvalidRequestException e = assertThrows(
                InvalidRequestException.class,
                () -> decode("otlp2parquet/invalid/malformed.json", new RecordingSink()));
        assertEquals(
                "resourceLogs[0].scopeLogs[0].logRecords[0].severityNumber: expected ',' or '}', found '/' at byte 447",
                e.getMessage());
    }

    private static DecodeResult decode(String path, TelemetrySink sink) throws InvalidRequestException {
        byte[] body = Samples.read(path);
        return new OtlpDecoder().decode(Samples.signal(path), Samples.format(path), body, 0, body.length, sink);
    }
}
