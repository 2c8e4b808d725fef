package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.HostileRequests;
import dev.otlp2parquet.otlp.HostileRequests.HostileRequest;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import dev.otlp2parquet.parquet.bytes.TableHash;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.MapColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** At most so many attributes are kept of a set; none is dropped without being counted where its sender or reader sees it. */
class AttributeLimitTest {

    private static final long SEED = 0x5EED_0F_7E57L;

    /** Keys a to e: three are kept under the limit of three, and the one that is repeated takes its last value. */
    private static final String FIVE = "[" + attribute("a", 1) + attribute("b", 2) + attribute("c", 3)
            + attribute("d", 4) + attribute("a", 5) + "{\"key\":\"e\"}]";

    private final TableDefinitions definitions = new TableDefinitions(TableOptions.DEFAULT);
    private final TableBatches batches = new TableBatches(definitions, 1, SEED);

    @Test
    void theRestIsAddedToTheCountsOfLogsResourcesAndScopes() throws InvalidRequestException {
        DecodeResult result = decode(
                Signal.LOGS,
                RequestFormat.JSON,
                "{\"resourceLogs\":[{\"resource\":{\"attributes\":" + FIVE + ",\"droppedAttributesCount\":10},"
                        + "\"scopeLogs\":[{\"scope\":{\"attributes\":" + FIVE + "},\"logRecords\":[{\"attributes\":"
                        + FIVE + ",\"droppedAttributesCount\":4294967295}]}]}]}");
        assertEquals(new DecodeResult(1, 0, null, null, 6, "resourceLogs[0]"), result);
        assertEquals(List.of(12), ints(OtlpTable.LOGS, "ResourceDroppedAttributesCount"));
        assertEquals(List.of(2), ints(OtlpTable.LOGS, "ScopeDroppedAttributesCount"));
        assertEquals(List.of(Integer.MAX_VALUE), ints(OtlpTable.LOGS, "DroppedAttributesCount"));
        MapColumn kept = (MapColumn) column(OtlpTable.LOGS, "LogAttributes");
        assertEquals(3, kept.key().slots());
    }

    @Test
    void theRestIsAddedToTheCountsOfSpansEventsAndLinks() throws InvalidRequestException {
        DecodeResult result = decode(
                Signal.TRACES,
                RequestFormat.JSON_LINES,
                "\n{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":" + FIVE
                        + ",\"droppedAttributesCount\":1,\"events\":[{\"attributes\":" + FIVE
                        + ",\"droppedAttributesCount\":2},{}],\"links\":[{\"attributes\":" + FIVE
                        + ",\"droppedAttributesCount\":3}]}]}]}]}\n");
        assertEquals(new DecodeResult(1, 0, null, null, 6, "line 2: resourceSpans[0].scopeSpans[0].spans[0]"), result);
        assertEquals(List.of(3), ints(OtlpTable.TRACES, "DroppedAttributesCount"));
        RowBatch batch = batches.batch(OtlpTable.TRACES);
        assertEquals(List.of(4, 0), elementInts(batch, "Events", 3));
        assertEquals(List.of(5), elementInts(batch, "Links", 4));
    }

    @Test
    void whereThereIsNoColumnForACountTheResultSaysIt() throws InvalidRequestException {
        DecodeResult result = decode(
                Signal.METRICS,
                RequestFormat.JSON,
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"metadata\":" + FIVE
                        + ",\"gauge\":{\"dataPoints\":[{\"asInt\":1,\"attributes\":" + FIVE
                        + ",\"exemplars\":[{\"filteredAttributes\":" + FIVE + "}]}]}}]}]}]}");
        assertEquals(new DecodeResult(1, 0, null, null, 6, "resourceMetrics[0].scopeMetrics[0].metrics[0]"), result);
    }

    static Stream<HostileRequest> hostileRequests() {
        return HostileRequests.all().stream();
    }

    @ParameterizedTest
    @MethodSource("hostileRequests")
    void whichRowsThereAreDependsNeitherOnTheLimitNorOnTheSeed(HostileRequest request) throws InvalidRequestException {
        byte[] body = request.body();
        assertTrue(body.length < 10 << 20, body.length + " bytes");
        DecodeResult few = new OtlpDecoder(new AttributeLimits(1, SEED))
                .decode(request.signal(), request.format(), body, 0, body.length, batches);
        TableBatches others = new TableBatches(definitions, 1, -SEED);
        DecodeResult many = new OtlpDecoder(new AttributeLimits(AttributeLimits.MOST_MAX_ATTRIBUTES, 1))
                .decode(request.signal(), request.format(), body, 0, body.length, others);
        assertTrue(few.accepted() > 0);
        assertEquals(few.accepted(), many.accepted());
        assertEquals(0, few.rejected() + many.rejected());
        assertEquals(0, many.droppedAttributes());
        MapColumn attributes = (MapColumn) others.batch(OtlpTable.LOGS)
                .column(definitions.of(OtlpTable.LOGS).indexOf("LogAttributes"));
        checkSteps(attributes.key().asBinary());
        checkSteps(attributes.value().asBinary());
        checkSteps(others.batch(OtlpTable.LOGS)
                .column(definitions.of(OtlpTable.LOGS).indexOf("ServiceName"))
                .asBinary());
    }

    private static void checkSteps(BinaryColumn column) {
        long most = 2L * TableHash.STEPS_PER_LOOKUP * column.slots() + 3 * TableHash.ALLOWANCE;
        assertTrue(column.lookupSteps() <= most, column.path() + ": " + column.lookupSteps() + " steps");
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestFormat.class,
            names = {"JSON", "PROTOBUF"})
    void moreAttributesThanAnyLimitAreNoFault(RequestFormat format) throws InvalidRequestException {
        HostileRequest request = HostileRequests.logs("many", format, 2, 70_000, HostileRequests::plainKey);
        DecodeResult result =
                new OtlpDecoder().decode(Signal.LOGS, format, request.body(), 0, request.body().length, batches);
        assertEquals(new DecodeResult(2, 0, null, null, 120_000, "resourceLogs[0].scopeLogs[0].logRecords[0]"), result);
        assertEquals(List.of(60_000, 60_000), ints(OtlpTable.LOGS, "DroppedAttributesCount"));
    }

    private DecodeResult decode(Signal signal, RequestFormat format, String text) throws InvalidRequestException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new OtlpDecoder(new AttributeLimits(3, SEED)).decode(signal, format, body, 0, body.length, batches);
    }

    private ColumnBuilder column(OtlpTable table, String name) {
        return batches.batch(table).column(definitions.of(table).indexOf(name));
    }

    private List<Integer> ints(OtlpTable table, String name) {
        return values(column(table, name));
    }

    private List<Integer> elementInts(RowBatch batch, String list, int child) {
        int index = definitions.of(OtlpTable.TRACES).indexOf(list);
        return values(batch.column(index).asList().element().asStruct().child(child));
    }

    private static List<Integer> values(ColumnBuilder ints) {
        List<Integer> values = new ArrayList<>();
        for (int slot = 0; slot < ints.slots(); slot++) {
            values.add(ints.asInt().value(slot));
        }
        return values;
    }

    private static String attribute(String key, int value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"intValue\":" + value + "}},";
    }
}
