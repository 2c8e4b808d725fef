package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.table.TimestampUnit;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests captured from real systems: their rows are those that the oracle computes and, where the columns can be compared,
 * those of files that another implementation wrote from the same requests (see README.md beside the samples).
 */
class SampleDataTest {
    private static final String SAMPLES = "/testdata/otlp2parquet/";
    private static final TableOptions JSON_ATTRIBUTES =
            new TableOptions(ColumnNames.PASCAL, TimestampUnit.MICROS, AttributesStyle.JSON);

    @ParameterizedTest
    @CsvSource({
        "LOGS, otlp2parquet/logs.pb, 81",
        "LOGS, otlp2parquet/logs.jsonl, 81",
        "LOGS, otlp2parquet/log.json, 1",
        "TRACES, otlp2parquet/traces.pb, 19",
        "TRACES, otlp2parquet/traces.jsonl, 19",
        "TRACES, otlp2parquet/trace.pb, 2",
        "TRACES, otlp2parquet/trace.json, 2",
        "METRICS, otlp2parquet/metrics_gauge.pb, 3",
        "METRICS, otlp2parquet/metrics_gauge.json, 3",
        "METRICS, otlp2parquet/metrics_gauge.jsonl, 3",
        "METRICS, otlp2parquet/metrics_sum.pb, 4",
        "METRICS, otlp2parquet/metrics_sum.json, 4",
        "METRICS, otlp2parquet/metrics_sum.jsonl, 4",
        "METRICS, otlp2parquet/metrics_histogram.pb, 3",
        "METRICS, otlp2parquet/metrics_histogram.json, 3",
        "METRICS, otlp2parquet/metrics_histogram.jsonl, 3",
        "METRICS, otlp2parquet/metrics_exponential_histogram.pb, 2",
        "METRICS, otlp2parquet/metrics_exponential_histogram.json, 2",
        "METRICS, otlp2parquet/metrics_exponential_histogram.jsonl, 2",
        "METRICS, otlp2parquet/metrics_summary.pb, 2",
        "METRICS, otlp2parquet/metrics_summary.json, 2",
        "METRICS, otlp2parquet/metrics_summary.jsonl, 2",
        "METRICS, otlp2parquet/metrics_mixed.pb, 3",
        "METRICS, otlp2parquet/metrics_mixed.json, 3",
        "METRICS, otlp2parquet/metrics_mixed.jsonl, 3",
        "LOGS, otel-proto-examples/examples/logs.json, 1",
        "LOGS, otel-proto-examples/examples/events.json, 1",
        "TRACES, otel-proto-examples/examples/trace.json, 1",
        "METRICS, otel-proto-examples/examples/metrics.json, 4",
    })
    void giveOneRowForEachRecord(Signal signal, String name, int rows) throws Exception {
        TableBatches batches = decode(signal, "/testdata/" + name, TableOptions.DEFAULT);
        assertEquals(rows, batches.rows());
        if (name.endsWith(".pb")) {
            ExpectedRows expected = new ExpectedRows(TableOptions.DEFAULT, 1);
            expected.add(parser(signal).parseFrom(resource("/testdata/" + name)));
            for (OtlpTable table : OtlpTable.values()) {
                GeneratedRequestsTest.assertRows(
                        name + ", " + table, expected.of(table), StoredRows.of(batches, table));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOGS, logs, jsonl",
        "TRACES, traces, jsonl",
        "TRACES, trace, json",
        "METRICS, metrics_gauge, json",
        "METRICS, metrics_gauge, jsonl",
        "METRICS, metrics_sum, json",
        "METRICS, metrics_sum, jsonl",
        "METRICS, metrics_histogram, json",
        "METRICS, metrics_histogram, jsonl",
        "METRICS, metrics_exponential_histogram, json",
        "METRICS, metrics_exponential_histogram, jsonl",
        "METRICS, metrics_summary, json",
        "METRICS, metrics_summary, jsonl",
        "METRICS, metrics_mixed, json",
        "METRICS, metrics_mixed, jsonl",
    })
    void giveTheSameRowsFromJsonAsFromProtobuf(Signal signal, String name, String extension) throws Exception {
        TableBatches protobuf = decode(signal, SAMPLES + name + ".pb", TableOptions.DEFAULT);
        TableBatches json = decode(signal, SAMPLES + name + "." + extension, TableOptions.DEFAULT);
        for (OtlpTable table : OtlpTable.values()) {
            GeneratedRequestsTest.assertRows(
                    name + ", " + table, StoredRows.of(protobuf, table), StoredRows.of(json, table));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOGS, logs",
        "TRACES, traces",
        "METRICS_GAUGE, metrics_gauge",
        "METRICS_SUM, metrics_sum",
        "METRICS_HISTOGRAM, metrics_histogram",
        "METRICS_EXPONENTIAL_HISTOGRAM, metrics_exponential_histogram",
        "METRICS_SUMMARY, metrics_summary",
    })
    void agreeWithTheFilesOfAnotherImplementation(OtlpTable table, String name) throws Exception {
        List<Map<String, Object>> theirs = ParquetJava.read(resource(SAMPLES + "parquet/" + name + ".parquet"))
                .namedRows();
        List<Map<String, Object>> ours =
                StoredRows.of(decode(table.signal(), SAMPLES + name + ".pb", JSON_ATTRIBUTES), table);
        assertEquals(theirs.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            assertEquals(
                    comparable(theirs.get(i)),
                    inTheirShape(ours.get(i), theirs.get(i).keySet()),
                    "row " + i);
        }
    }

    private static Map<String, Object> comparable(Map<String, Object> theirs) {
        Map<String, Object> row = new LinkedHashMap<>(theirs);
        row.replaceAll((name, value) -> {
            if (name.endsWith("Attributes") && value instanceof String text) {
                return JsonParser.parseString(text);
            }
            return value;
        });
        if (theirs.containsKey("LogAttributes")) {
            row.put("Body", theirs.get("Body") == null ? null : JsonParser.parseString((String) theirs.get("Body")));
        }
        return row;
    }

    /** Our row in the other implementation's columns, kinds of null and names of enum values. */
    private static Map<String, Object> inTheirShape(Map<String, Object> ours, Iterable<String> columns) {
        Map<String, Object> row = new LinkedHashMap<>();
        boolean log = ours.containsKey("LogAttributes");
        boolean span = ours.containsKey("SpanAttributes");
        for (String name : columns) {
            Object value = ours.get(name);
            if (name.endsWith("Attributes") && value instanceof String text) {
                JsonObject attributes = JsonParser.parseString(text).getAsJsonObject();
                if (name.equals("ResourceAttributes") && (log || span)) {
                    attributes.remove("service.name");
                    attributes.remove("service.namespace");
                    attributes.remove("service.instance.id");
                }
                value = attributes;
            }
            row.put(
                    name,
                    switch (name) {
                        case "TimestampTime" -> ours.get("Timestamp");
                        case "ObservedTimestamp" -> value == null ? (Object) 0L : value;
                        case "SeverityText", "ScopeName" -> log && value == null ? "" : value;
                        case "TraceId" -> value == null ? "0".repeat(32) : value;
                        case "SpanId" -> value == null ? "0".repeat(16) : value;
                        case "Body" -> value == null ? null : body((String) value);
                        case "SpanKind" -> "SPAN_KIND_" + value.toString().toUpperCase(Locale.ROOT);
                        case "StatusCode" -> "STATUS_CODE_" + value.toString().toUpperCase(Locale.ROOT);
                        case "EventsTimestamp" -> fields(ours.get("Events"), "Timestamp");
                        case "EventsName" -> fields(ours.get("Events"), "Name");
                        case "EventsAttributes" -> fields(ours.get("Events"), "Attributes");
                        case "LinksTraceId" -> fields(ours.get("Links"), "TraceId");
                        case "LinksSpanId" -> fields(ours.get("Links"), "SpanId");
                        case "LinksTraceState" -> fields(ours.get("Links"), "TraceState");
                        case "LinksAttributes" -> fields(ours.get("Links"), "Attributes");
                        case "QuantileQuantiles" -> fields(ours.get("ValueAtQuantiles"), "Quantile");
                        case "QuantileValues" -> fields(ours.get("ValueAtQuantiles"), "Value");
                        default -> value;
                    });
        }
        return row;
    }

    private static JsonElement body(String text) {
        return JsonParser.parseString(new Gson().toJson(text));
    }

    private static List<Object> fields(Object structs, String name) {
        List<Object> values = new ArrayList<>();
        for (Object struct : (List<?>) structs) {
            values.add(((Map<?, ?>) struct).get(name));
        }
        return values;
    }

    private static TableBatches decode(Signal signal, String path, TableOptions options) throws Exception {
        byte[] body = resource(path);
        RequestFormat format = path.endsWith(".pb")
                ? RequestFormat.PROTOBUF
                : path.endsWith(".jsonl") ? RequestFormat.JSON_LINES : RequestFormat.JSON;
        TableBatches batches = new TableBatches(new TableDefinitions(options), 1);
        DecodeResult result = new OtlpDecoder().decode(signal, format, body, 0, body.length, batches);
        assertNull(result.firstRejection(), result::toString);
        return batches;
    }

    private static Parser<? extends Message> parser(Signal signal) {
        return switch (signal) {
            case LOGS -> ExportLogsServiceRequest.parser();
            case TRACES -> ExportTraceServiceRequest.parser();
            case METRICS -> ExportMetricsServiceRequest.parser();
        };
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = SampleDataTest.class.getResourceAsStream(path)) {
            assertNotNull(in, path);
            return in.readAllBytes();
        }
    }
}
