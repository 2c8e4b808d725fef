package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Samples;
import dev.otlp2parquet.otlp.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests from the field that lost rows, signs or characters: testdata/field. */
class FieldInputsTest {
    private final TableBatches batches = new TableBatches(new TableDefinitions(TableOptions.DEFAULT), 1);

    @Test
    void aBodyThatIsNotUtf8CostsTheBadBytesOnly() throws Exception {
        DecodeResult result = decode("c03-utf8-body.logs.pb");
        assertEquals(
                new DecodeResult(
                        3,
                        0,
                        null,
                        "resourceLogs[0].scopeLogs[0].logRecords[1] at byte 88: invalid Unicode; U+FFFD replaces the"
                                + " malformed parts"),
                result);
        assertEquals(List.of("row0", "ab\ufffd\ufffd\ufffdcde", "row2"), column(OtlpTable.LOGS, "Body"));
        assertEquals(List.of("c03body", "c03body", "c03body"), column(OtlpTable.LOGS, "ServiceName"));
    }

    @Test
    void aResourceAttributeThatIsNotUtf8KeepsTheRecordsOfItsResource() throws Exception {
        DecodeResult result = decode("c03-utf8-resource.logs.pb");
        assertEquals(2, result.accepted());
        assertEquals(0, result.rejected());
        assertTrue(result.warning().startsWith("resourceLogs[0] at byte 62: invalid Unicode"), result::warning);
        assertEquals(List.of("under bad resource", "under good resource"), column(OtlpTable.LOGS, "Body"));
        assertEquals(
                Map.of("service.name", "c03res", "process.command_line", "run \ufffd\ufffd\ufffd\ufffd"),
                column(OtlpTable.LOGS, "ResourceAttributes").get(0));
    }

    @Test
    void aSpanNameThatIsNotUtf8IsRepaired() throws Exception {
        assertEquals(3, decode("c03-utf8-name.traces.pb").accepted());
        assertEquals(List.of("s0", "GET /\ufffd\ufffd", "s2"), column(OtlpTable.TRACES, "SpanName"));
    }

    @Test
    void surrogatesThatAreNoPairAreRepaired() throws Exception {
        DecodeResult result = decode("c04-surrogate.traces.json");
        assertEquals(4, result.accepted());
        assertTrue(result.warning().contains("the first of 3 texts"), result::warning);
        assertEquals(
                List.of(
                        Map.of("reply", "well \ud83d\ude00"),
                        Map.of("reply", "cut \ufffd"),
                        Map.of("reply", "\ufffd tail"),
                        Map.of("reply", "swap \ufffd\ufffd end")),
                column(OtlpTable.TRACES, "SpanAttributes"));
    }

    @Test
    void namesInSnakeCaseAreWarnedOf() throws Exception {
        assertEquals(
                new DecodeResult(
                        0,
                        0,
                        null,
                        "request: expected \"resourceSpans\", found \"resource_spans\", which is ignored;"
                                + " OTLP/JSON names are lowerCamelCase"),
                decode("c09-snake.traces.json"));
    }

    @Test
    void jsonThatIsNotOtlpIsWarnedOf() throws Exception {
        assertEquals(
                new DecodeResult(
                        0,
                        0,
                        null,
                        "request: expected \"resourceLogs\", found \"message\" and 1 more; this is not OTLP/JSON,"
                                + " and none of it is stored"),
                decode("c10-not-otlp.logs.json"));
    }

    @Test
    void aBadLineIsRejectedAndTheLinesAroundItAreStored() throws Exception {
        DecodeResult result = decode("c19-badline.logs.jsonl");
        assertEquals(2, result.accepted());
        assertEquals(1, result.rejected());
        assertTrue(
                result.firstRejection()
                        .startsWith("line 2: resourceLogs[0].scopeLogs[0].logRecords[0].body: expected "),
                result::firstRejection);
        assertEquals(List.of("line 0", "line 2"), column(OtlpTable.LOGS, "Body"));
    }

    @Test
    void negativeZeroKeepsItsSign() throws Exception {
        decode("c23-negzero.metrics.json");
        assertEquals(List.of(-0.0, 0.0), column(OtlpTable.METRICS_GAUGE, "Value"));
    }

    @Test
    void nanIsAValue() throws Exception {
        decode("c28-nan-hidden.metrics.json");
        assertEquals(List.of(1.5, Double.NaN, 2.5), column(OtlpTable.METRICS_GAUGE, "Value"));
    }

    @Test
    void noBitOfFlagsIsLost() throws Exception {
        decode(
                Signal.LOGS,
                RequestFormat.JSON,
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"flags\":4294967041},{\"flags\":769}]}]}]}"
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(0xFFFFFF01, 0x301), column(OtlpTable.LOGS, "TraceFlags"));
        decode(
                Signal.TRACES,
                RequestFormat.JSON,
                ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"flags\":4294967041,"
                                + "\"links\":[{\"flags\":4026531841}]}]}]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(0xFFFFFF01), column(OtlpTable.TRACES, "SpanFlags"));
        List<?> links = (List<?>) column(OtlpTable.TRACES, "Links").get(0);
        assertEquals(0xF0000001, ((Map<?, ?>) links.get(0)).get("Flags"));
    }

    private DecodeResult decode(String name) throws InvalidRequestException {
        String signal = name.substring(name.indexOf('.') + 1);
        DecodeResult result = decode(Samples.signal(signal), Samples.format(name), Samples.read("field/" + name));
        if (result.rejected() == 0) {
            assertNull(result.firstRejection());
        }
        return result;
    }

    private DecodeResult decode(Signal signal, RequestFormat format, byte[] body) throws InvalidRequestException {
        return new OtlpDecoder().decode(signal, format, body, 0, body.length, batches);
    }

    private List<Object> column(OtlpTable table, String name) throws IOException {
        return StoredRows.of(batches, table).stream().map(row -> row.get(name)).toList();
    }
}
