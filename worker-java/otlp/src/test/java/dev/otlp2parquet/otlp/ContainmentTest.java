package dev.otlp2parquet.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fault costs: the smallest of record, metric, scope and resource around it. */
class ContainmentTest {
    private static final String BAD_ID = "\"traceId\":\"12\"";

    @Test
    void losesOnlyTheRecordOfAFaultInARecord() {
        Decoded decoded = Decoded.json(
                Signal.LOGS,
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"flags\":1},{\"flags\":2," + BAD_ID
                        + ",\"body\":{\"x\":[{\"y\":\"}\"}]}},{\"flags\":3},{" + BAD_ID + "}]}]}]}");
        assertEquals(
                new DecodeResult(
                        2,
                        2,
                        "resourceLogs[0].scopeLogs[0].logRecords[1].traceId: expected 32 hex digits, found 2"
                                + " at byte 79"),
                decoded.result());
        assertEquals(List.of("log flags=1", "log flags=3", "endScope", "endResource"), decoded.calls());
    }

    @Test
    void refusesTheRequestWhenTheRestOfAFaultyRecordIsNotJson() {
        assertEquals(
                "resourceLogs[0].scopeLogs[0].logRecords[0]: expected a value, found ']' at byte 66",
                Decoded.json(
                                Signal.LOGS,
                                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + BAD_ID + ",\"a\":]}]}]}]}")
                        .refusal());
    }

    @Test
    void losesTheRecordsOfAScopeWhoseFaultComesAfterThem() {
        Decoded decoded = Decoded.json(
                Signal.LOGS,
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{" + BAD_ID
                        + "}]},{\"logRecords\":[{\"flags\":1},{},{" + BAD_ID
                        + "}],\"scope\":{\"name\":5},\"schemaUrl\":7},{\"logRecords\":[{\"flags\":2}]}]}]}");
        assertEquals(2, decoded.result().accepted());
        assertEquals(4, decoded.result().rejected());
        assertEquals(
                List.of(
                        "log",
                        "endScope",
                        "log flags=1",
                        "log",
                        "discardScope",
                        "log flags=2",
                        "endScope",
                        "endResource"),
                decoded.calls());
    }

    @Test
    void countsTheRecordsBehindAFaultInTheScope() {
        Decoded decoded = Decoded.json(
                Signal.LOGS,
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"scope\":{\"attributes\":[{},{\"key\":{}}]},"
                        + "\"logRecords\":[{},{},{}]}]}]}");
        assertEquals(
                new DecodeResult(
                        0,
                        3,
                        "resourceLogs[0].scopeLogs[0].scope.attributes[1].key: expected a string, found an object"
                                + " at byte 65"),
                decoded.result());
    }

    @Test
    void losesTheScopesOfAFaultyResourceOnly() {
        Decoded decoded = Decoded.json(
                Signal.TRACES,
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{},{}]},{\"spans\":[{}],\"schemaUrl\":[]}],"
                        + "\"resource\":[]},{\"scopeSpans\":[{\"spans\":[{\"kind\":2}]}]}]}");
        assertEquals(
                new DecodeResult(
                        1, 3, "resourceSpans[0].scopeSpans[1].schemaUrl: expected a string, found an array at byte 77"),
                decoded.result());
        assertEquals(
                List.of(
                        "span",
                        "span",
                        "endScope",
                        "span",
                        "discardScope",
                        "discardResource",
                        "span kind=2",
                        "endScope",
                        "endResource"),
                decoded.calls());
    }

    @Test
    void reportsAFaultInAContextWithoutRecordsWithoutCounting() {
        assertEquals(
                new DecodeResult(0, 0, "resourceLogs[0].schemaUrl: expected a string, found 1 at byte 30"),
                Decoded.json(Signal.LOGS, "{\"resourceLogs\":[{\"schemaUrl\":1}]}")
                        .result());
    }

    @Test
    void losesThePointsOfAFaultyMetricOnly() {
        Decoded decoded = Decoded.json(
                Signal.METRICS,
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":["
                        + "{\"name\":\"a\",\"sum\":{\"dataPoints\":[{},{\"flags\":-1}],\"isMonotonic\":1,"
                        + "\"dataPoints\":[{}]}},"
                        + "{\"name\":\"b\",\"gauge\":{\"dataPoints\":[{\"asInt\":1}]}}]}]}]}");
        assertEquals(
                new DecodeResult(
                        1,
                        3,
                        "resourceMetrics[0].scopeMetrics[0].metrics[0].sum.dataPoints[1].flags:"
                                + " expected an integer of 32 bits without a sign, found -1 at byte 94"),
                decoded.result());
        assertEquals(
                List.of(
                        "sum no value",
                        "sum no value",
                        "discardMetric",
                        "gauge int=1",
                        "endMetric GAUGE name=b",
                        "endScope",
                        "endResource"),
                decoded.calls());
    }

    @Test
    void countsAMetricThatCannotBeReadAsOneRecord() {
        assertEquals(
                new DecodeResult(
                        0, 1, "resourceMetrics[0].scopeMetrics[0].metrics[0]: expected an object, found 5 at byte 49"),
                Decoded.json(Signal.METRICS, "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[5]}]}]}")
                        .result());
        assertEquals(
                "metric.sum.dataPoints: expected an array, found an object at byte 20",
                Decoded.metric("\"sum\":{\"dataPoints\":{}}").fault());
        assertEquals(
                "metric.gauge: expected an object, found an array at byte 8",
                Decoded.metric("\"gauge\":[]").fault());
        assertEquals(
                "metric.name: expected a string, found 1 at byte 7",
                Decoded.metric("\"name\":1").fault());
    }

    @Test
    void keepsTheLastKindOfDataOfAMetricAndReportsTheLossOfAnother() {
        Decoded decoded = Decoded.metric("\"gauge\":{\"dataPoints\":[{},{}]},\"sum\":{\"dataPoints\":[{\"asInt\":1}],"
                + "\"aggregationTemporality\":2,\"isMonotonic\":true}");
        assertEquals(
                new DecodeResult(
                        1,
                        2,
                        "resourceMetrics[0].scopeMetrics[0].metrics[0]: expected one kind of data in a metric, found"
                                + " gauge and then sum"),
                decoded.result());
        assertEquals(
                List.of(
                        "gauge no value",
                        "gauge no value",
                        "discardMetric",
                        "sum int=1",
                        "endMetric SUM temporality=2 monotonic",
                        "endScope",
                        "endResource"),
                decoded.calls());
    }

    @Test
    void reportsWhatASinkCannotHoldAsARejection() throws InvalidRequestException {
        RecordingSink sink = new RecordingSink() {
            @Override
            public String span(dev.otlp2parquet.otlp.model.Span span) {
                return span.kind == 2 ? "events[3].timeUnixNano: too late" : super.span(span);
            }
        };
        byte[] body = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{},{\"kind\":2},{}]}]}]}"
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new DecodeResult(2, 1, "resourceSpans[0].scopeSpans[0].spans[1].events[3].timeUnixNano: too late"),
                new OtlpDecoder().decode(Signal.TRACES, RequestFormat.JSON, body, 0, body.length, sink));
    }

    @Test
    void containsFaultsInProtobufInTheSameWay() {
        LogRecord good = LogRecord.newBuilder().setFlags(1).build();
        LogRecord bad = LogRecord.newBuilder()
                .setFlags(2)
                .setTraceId(ByteString.copyFrom(new byte[15]))
                .setSeverityText("behind")
                .build();
        byte[] body = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(good)
                                .addLogRecords(bad)
                                .addLogRecords(good))
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .setScope(InstrumentationScope.newBuilder()
                                        .addAttributes(tooDeep())
                                        .setVersion("behind"))
                                .addLogRecords(good)
                                .addLogRecords(bad)))
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(tooDeep()))
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(good)))
                .build()
                .toByteArray();
        Decoded decoded = Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, body);
        assertEquals(
                new DecodeResult(
                        2,
                        4,
                        "resourceLogs[0].scopeLogs[0].logRecords[1].traceId: expected 16 bytes, found 15 at byte 29"),
                decoded.result());
        assertEquals(
                List.of(
                        "log flags=1",
                        "log flags=1",
                        "endScope",
                        "log flags=1",
                        "discardScope",
                        "endResource",
                        "log flags=1",
                        "endScope",
                        "discardResource"),
                decoded.calls());
    }

    private static KeyValue tooDeep() {
        AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
        for (int i = 0; i < 64; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        return KeyValue.newBuilder().setKey("deep").setValue(value).build();
    }
}
