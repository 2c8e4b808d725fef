package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.NumberKind;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import dev.otlp2parquet.otlp.model.Value;
import dev.otlp2parquet.otlp.model.ValueKind;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.table.TimestampUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables as a sink: what contexts, late faults and further requests do to rows. */
class TableBatchesTest {
    private static final long RECEIVED = 1_700_000_000_123_456_789L;

    private final TableBatches batches = new TableBatches(new TableDefinitions(TableOptions.DEFAULT), RECEIVED);

    @Test
    void aBatchIsMadeWithTheFirstRowOfItsTable() {
        assertNull(batches.batch(OtlpTable.LOGS));
        log("one");
        assertNotNull(batches.batch(OtlpTable.LOGS));
        assertNull(batches.batch(OtlpTable.TRACES));
        assertEquals(1, batches.rows(OtlpTable.LOGS));
        assertEquals(0, batches.rows(OtlpTable.TRACES));
    }

    @Test
    void aDiscardedLineTakesItsResourcesAndWhatHasNoContextYet() throws IOException {
        batches.beginLine();
        log("a");
        batches.endScope(scope("first"));
        batches.endResource(resource("shop"));
        batches.beginLine();
        log("b");
        batches.endScope(scope("second"));
        batches.endResource(resource("bank"));
        log("c");
        batches.endScope(scope("third"));
        log("d");
        batches.discardLine();
        batches.beginLine();
        log("e");
        batches.endScope(scope("fourth"));
        batches.endResource(resource("shop"));
        batches.beginRequest(RECEIVED);
        batches.beginLine();
        log("f");
        batches.discardLine();

        assertEquals(List.of("shop first a", "shop fourth e"), logs("ServiceName", "ScopeName", "Body"));
    }

    @Test
    void theContextsThatEndAfterTheirRecordsApplyToEachOfThem() throws IOException {
        log("a");
        log("b");
        batches.endScope(scope("first"));
        log("c");
        batches.endScope(scope("second"));
        batches.endResource(resource("shop"));
        log("d");
        batches.endScope(scope("third"));
        batches.endResource(resource("bank"));

        assertEquals(
                List.of("shop first a", "shop first b", "shop second c", "bank third d"),
                logs("ServiceName", "ScopeName", "Body"));
    }

    @Test
    void aResourceOfManyRowsIsStoredOnce() {
        for (int i = 0; i < 1000; i++) {
            log("x");
        }
        batches.endScope(scope("s"));
        batches.endResource(resource("shop"));

        RowBatch batch = batches.batch(OtlpTable.LOGS);
        TableDefinition logs = batches.definition(OtlpTable.LOGS);
        for (String column : List.of("ServiceName", "ResourceAttributes", "ScopeName", "ScopeAttributes")) {
            assertEquals(1, batch.column(logs.indexOf(column)).slots(), column);
            assertEquals(1000, batch.column(logs.indexOf(column)).rows(), column);
        }
        assertEquals(1000, batch.rows());
    }

    @Test
    void aFaultyScopeCostsItsRecordsOnly() throws IOException {
        log("a");
        batches.endScope(scope("first"));
        log("b");
        log("c");
        batches.discardScope();
        log("d");
        batches.endScope(scope("third"));
        batches.endResource(resource("shop"));

        assertEquals(List.of("shop first a", "shop third d"), logs("ServiceName", "ScopeName", "Body"));
    }

    @Test
    void aFaultyResourceCostsAllItsScopes() throws IOException {
        log("a");
        batches.endScope(scope("first"));
        batches.endResource(resource("shop"));
        log("b");
        batches.endScope(scope("second"));
        log("c");
        batches.endScope(scope("third"));
        batches.discardResource();
        log("d");
        batches.endScope(scope("fourth"));
        batches.endResource(resource("bank"));

        assertEquals(List.of("shop first a", "bank fourth d"), logs("ServiceName", "ScopeName", "Body"));
    }

    @Test
    void aFaultyMetricCostsItsPointsOnly() throws IOException {
        gauge(1);
        gauge(2);
        batches.endMetric(metric("good"));
        gauge(3);
        batches.discardMetric();
        gauge(4);
        batches.endMetric(metric("better"));
        batches.endScope(scope("s"));
        batches.endResource(resource("shop"));

        assertEquals(
                List.of("shop s good 1", "shop s good 2", "shop s better 4"),
                rows(OtlpTable.METRICS_GAUGE, "ServiceName", "ScopeName", "MetricName", "ValueInt"));
    }

    @Test
    void metricsOfOneScopeGoToTheTablesOfTheirKinds() throws IOException {
        gauge(1);
        batches.endMetric(metric("g"));
        NumberPoint sum = new NumberPoint();
        sum.valueKind = NumberKind.DOUBLE;
        sum.doubleValue = 2.5;
        assertNull(batches.sumPoint(sum));
        Metric monotonic = metric("s");
        monotonic.isMonotonic = true;
        monotonic.aggregationTemporality = 2;
        batches.endMetric(monotonic);
        assertNull(batches.summaryPoint(new SummaryPoint()));
        batches.endMetric(metric("q"));
        batches.endScope(scope("scope"));
        batches.endResource(resource("shop"));

        assertEquals(
                List.of("shop g 1.0 1"),
                rows(OtlpTable.METRICS_GAUGE, "ServiceName", "MetricName", "Value", "ValueInt"));
        assertEquals(
                List.of("shop scope s 2.5 null 2 true"),
                rows(
                        OtlpTable.METRICS_SUM,
                        "ServiceName",
                        "ScopeName",
                        "MetricName",
                        "Value",
                        "ValueInt",
                        "AggregationTemporality",
                        "IsMonotonic"));
        assertEquals(List.of("shop q 0"), rows(OtlpTable.METRICS_SUMMARY, "ServiceName", "MetricName", "Count"));
        assertEquals(3, batches.rows());
    }

    @Test
    void aPointWithoutRecordedValueKeepsItsRowAndLosesItsValues() throws IOException {
        NumberPoint point = new NumberPoint();
        point.valueKind = NumberKind.INT;
        point.intValue = 7;
        point.flags = 3;
        assertNull(batches.gaugePoint(point));
        batches.endMetric(metric("g"));
        batches.endScope(scope("s"));
        batches.endResource(resource("shop"));
        assertEquals(List.of("3 null null"), rows(OtlpTable.METRICS_GAUGE, "Flags", "Value", "ValueInt"));
    }

    @Test
    void aMalformedRequestIsTakenBackWhereverItStopped() throws IOException {
        batches.beginRequest(RECEIVED);
        log("a");
        batches.endScope(scope("first"));
        batches.endResource(resource("shop"));
        batches.beginRequest(RECEIVED);
        log("b");
        batches.endScope(scope("second"));
        log("c");
        batches.discardRequest();
        batches.beginRequest(RECEIVED);
        log("d");
        batches.endScope(scope("third"));
        batches.endResource(resource("bank"));

        assertEquals(List.of("shop first a", "bank third d"), logs("ServiceName", "ScopeName", "Body"));
    }

    @Test
    void aRequestThatIsTakenBackLeavesNothingInATableItOpened() {
        batches.beginRequest(RECEIVED);
        log("a");
        batches.endScope(scope("first"));
        batches.discardRequest();
        assertEquals(0, batches.rows(OtlpTable.LOGS));
        assertEquals(0, batches.batch(OtlpTable.LOGS).rows());
    }

    @Test
    void resetMakesRoomInTheSameBatch() throws IOException {
        log("a");
        batches.endScope(scope("first"));
        batches.endResource(resource("shop"));
        RowBatch batch = batches.batch(OtlpTable.LOGS);
        batches.reset();
        assertEquals(0, batches.rows());
        assertSame(batch, batches.batch(OtlpTable.LOGS));
        log("b");
        batches.endScope(scope("second"));
        batches.endResource(resource("bank"));
        assertEquals(List.of("bank second b"), logs("ServiceName", "ScopeName", "Body"));
    }

    @Test
    void aLogWithoutTimeTakesTheObservedOneOrThatOfReceipt() throws IOException {
        LogRecord observed = new LogRecord();
        observed.observedTimeUnixNano = 5_999_999_999L;
        assertNull(batches.logRecord(observed));
        assertNull(batches.logRecord(new LogRecord()));
        batches.endScope(new Scope());
        batches.endResource(new Resource());
        batches.beginRequest(1_000_000_001_000L);
        assertNull(batches.logRecord(new LogRecord()));
        batches.endScope(new Scope());
        batches.endResource(new Resource());

        assertEquals(
                List.of(
                        "5999999 5000000 5999999",
                        "1700000000123456 1700000000000000 null",
                        "1000000001 1000000000 null"),
                logs("Timestamp", "TimestampTime", "ObservedTimestamp"));
    }

    @Test
    void theNameOfTheServiceIsTheTextOfItsAttribute() throws IOException {
        Resource[] resources = {
            new Resource(),
            resource(""),
            resource("shop"),
            resource("42", ValueKind.JSON),
            resource("", ValueKind.NULL),
            resource("AQI=", ValueKind.BYTES)
        };
        for (Resource resource : resources) {
            log("x");
            batches.endScope(new Scope());
            batches.endResource(resource);
        }
        assertEquals(
                List.of("unknown_service", "unknown_service", "shop", "42", "unknown_service", "AQI="),
                logs("ServiceName"));
    }

    @Test
    void enumNumbersWithoutANameAreStoredAsTheNumber() throws IOException {
        for (int number : new int[] {0, 1, 5, 6, -1, Integer.MAX_VALUE}) {
            Span span = new Span();
            span.kind = number;
            span.statusCode = number;
            assertNull(batches.span(span));
        }
        batches.endScope(new Scope());
        batches.endResource(new Resource());
        assertEquals(
                List.of("Unspecified Unset", "Internal Ok", "Consumer 5", "6 6", "-1 -1", "2147483647 2147483647"),
                rows(OtlpTable.TRACES, "SpanKind", "StatusCode"));
    }

    @Test
    void countsOfDroppedThingsAreCappedAndFlagsKeptBitByBit() throws IOException {
        Span span = new Span();
        span.flags = -1;
        span.droppedEventsCount = -1;
        span.droppedLinksCount = Integer.MIN_VALUE;
        span.droppedAttributesCount = Integer.MAX_VALUE;
        assertNull(batches.span(span));
        batches.endScope(new Scope());
        batches.endResource(new Resource());
        assertEquals(
                List.of("-1 2147483647 2147483647 2147483647"),
                rows(
                        OtlpTable.TRACES,
                        "SpanFlags",
                        "DroppedEventsCount",
                        "DroppedLinksCount",
                        "DroppedAttributesCount"));
    }

    @Test
    void aRefusedRecordLeavesNoTrace() {
        TableBatches nanos = new TableBatches(
                new TableDefinitions(new TableOptions(ColumnNames.PASCAL, TimestampUnit.NANOS, AttributesStyle.MAP)),
                RECEIVED);
        LogRecord log = new LogRecord();
        log.timeUnixNano = -1;
        assertEquals(
                "timeUnixNano: 18446744073709551615 is beyond what a timestamp in nanoseconds holds,"
                        + " at most 9223372036854775807",
                nanos.logRecord(log));
        assertEquals(0, nanos.rows());
        assertNull(nanos.batch(OtlpTable.LOGS));
    }

    @Test
    void attributesAsJsonAreTypedAndInOrder() throws IOException {
        TableBatches json = new TableBatches(
                new TableDefinitions(new TableOptions(ColumnNames.PASCAL, TimestampUnit.MICROS, AttributesStyle.JSON)),
                RECEIVED);
        LogRecord log = new LogRecord();
        put(log.attributes, "text", "a\"b\\c\n\u0001é\u007f", ValueKind.STRING);
        put(log.attributes, "number", "42", ValueKind.JSON);
        put(log.attributes, "list", "[1,\"a\",null]", ValueKind.JSON);
        put(log.attributes, "bytes", "AQI=", ValueKind.BYTES);
        put(log.attributes, "nan", "NaN", ValueKind.NOT_FINITE);
        put(log.attributes, "no\tvalue", "", ValueKind.NULL);
        assertNull(json.logRecord(log));
        assertNull(json.logRecord(new LogRecord()));
        json.endScope(new Scope());
        json.endResource(new Resource());
        assertEquals(
                List.of(
                        "{\"text\":\"a\\\"b\\\\c\\n\\u0001é\u007f\",\"number\":42,\"list\":[1,\"a\",null],"
                                + "\"bytes\":\"AQI=\",\"nan\":\"NaN\",\"no\\tvalue\":null}",
                        "{}"),
                StoredRows.of(json, OtlpTable.LOGS).stream()
                        .map(row -> row.get("LogAttributes"))
                        .toList());
    }

    private void log(String body) {
        LogRecord record = new LogRecord();
        record.body.kind = ValueKind.STRING;
        set(record.body.text, body);
        assertNull(batches.logRecord(record));
    }

    private void gauge(long value) {
        NumberPoint point = new NumberPoint();
        point.valueKind = NumberKind.INT;
        point.intValue = value;
        assertNull(batches.gaugePoint(point));
    }

    private static Metric metric(String name) {
        Metric metric = new Metric();
        set(metric.name, name);
        return metric;
    }

    private static Scope scope(String name) {
        Scope scope = new Scope();
        set(scope.name, name);
        return scope;
    }

    private static Resource resource(String serviceName) {
        return resource(serviceName, ValueKind.STRING);
    }

    private static Resource resource(String serviceName, ValueKind kind) {
        Resource resource = new Resource();
        put(resource.attributes, "service.name", serviceName, kind);
        return resource;
    }

    private static void put(Attributes attributes, String key, String text, ValueKind kind) {
        Slice keySlice = new Slice();
        set(keySlice, key);
        Value value = new Value();
        value.kind = kind;
        set(value.text, text);
        attributes.put(keySlice, value);
    }

    private static void set(Slice slice, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        slice.set(bytes, 0, bytes.length);
    }

    private List<String> logs(String... columns) throws IOException {
        return rows(OtlpTable.LOGS, columns);
    }

    /** For each row the texts of some columns. */
    private List<String> rows(OtlpTable table, String... columns) throws IOException {
        List<Map<String, Object>> rows = StoredRows.of(batches, table);
        return rows.stream()
                .map(row -> String.join(
                        " ",
                        Arrays.stream(columns)
                                .map(column -> String.valueOf(row.get(column)))
                                .toList()))
                .toList();
    }
}
