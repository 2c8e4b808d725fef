package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.Telemetry.HOUR;
import static dev.otlp2parquet.ingest.TestHost.JSON;
import static dev.otlp2parquet.ingest.TestHost.JSON_LINES;
import static dev.otlp2parquet.ingest.TestHost.NOW;
import static dev.otlp2parquet.ingest.TestHost.PROTOBUF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.platform.bucket.StoreException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an exporter is answered, and what the log says of it. */
class ReceiverTest {

    private static final String GOOD_RECORD = "{\"timeUnixNano\":\"" + NOW + "\",\"body\":{\"stringValue\":\"kept\"}}";
    private static final String BAD_RECORD = "{\"timeUnixNano\":\"" + NOW + "\",\"traceId\":\"c0ffee\"}";

    @TempDir
    Path directory;

    private TestHost host;

    @BeforeEach
    void newHost() {
        host = new TestHost(directory);
    }

    @Test
    void aStoredRequestIsAnsweredWithTheEmptyResponseOfItsSignal() {
        HttpAnswer protobuf = host.post("/v1/traces", Telemetry.spans("cart", NOW));
        assertEquals(200, protobuf.status());
        assertEquals(PROTOBUF, protobuf.header("content-type"));
        assertEquals(
                ExportTraceServiceResponse.getDefaultInstance(),
                Received.into(ExportTraceServiceResponse.newBuilder(), protobuf).build());

        HttpAnswer json = host.post("/v1/logs", JSON, logs(GOOD_RECORD));
        assertEquals(200, json.status());
        assertEquals("{}", new String(json.body(), StandardCharsets.UTF_8));
        assertEquals(JSON, json.header("content-type"));
        assertEquals(Sent.HOST_REQUEST_ID, json.header("x-request-id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/logs    | application/x-protobuf | ''
            /v1/traces  | application/x-protobuf | ''
            /v1/metrics | application/x-protobuf | ''
            /v1/logs    | application/json       | {}
            /v1/traces  | application/json       | {"resourceSpans":[]}
            /v1/metrics | application/json       | {"resourceMetrics":[{"scopeMetrics":[{"metrics":[]}]}]}
            /v1/logs    | application/x-ndjson   | ''
            /v1/logs    | application/jsonl      | {}
            """)
    void anEmptyRequestIsAcceptedAndStoresNothing(String path, String contentType, String body) {
        HttpAnswer answer = host.post(path, contentType, body);

        assertEquals(200, answer.status());
        assertEquals(List.of(), host.keys());
        assertEquals(0, host.log().number("files"));
    }

    @Test
    void aFaultyRecordIsRejectedAndReportedAndTheRestIsStored() {
        HttpAnswer answer = host.post("/v1/logs", JSON, logs(GOOD_RECORD, BAD_RECORD, GOOD_RECORD, BAD_RECORD));

        assertEquals(200, answer.status());
        ExportLogsPartialSuccess partial =
                Received.into(ExportLogsServiceResponse.newBuilder(), answer).getPartialSuccess();
        assertEquals(2, partial.getRejectedLogRecords());
        assertTrue(
                partial.getErrorMessage()
                        .startsWith("resourceLogs[0].scopeLogs[0].logRecords[1].traceId: expected 32 hex digits"),
                partial.getErrorMessage());
        assertEquals(1, host.keys().size());
        assertEquals("info", host.log().text("level"));
        assertEquals(2, host.log().number("rows"));
        assertEquals(2, host.log().number("rejected"));
        assertEquals("records rejected", host.log().text("reason"));
        assertEquals(
                "resourceLogs[0].scopeLogs[0].logRecords[1].traceId", host.log().text("place"));
    }

    @Test
    void droppedAttributesAreReportedThoughNoRecordIsRejected() {
        TestHost strict = new TestHost(directory, "MAX_ATTRIBUTES", "2");
        String record = "{\"timeUnixNano\":\"" + NOW
                + "\",\"attributes\":[{\"key\":\"a\"},{\"key\":\"b\"},{\"key\":\"c\"},{\"key\":\"d\"}]}";
        HttpAnswer answer = strict.post("/v1/logs", JSON, logs(GOOD_RECORD, record, record));

        assertEquals(200, answer.status());
        ExportLogsPartialSuccess partial =
                Received.into(ExportLogsServiceResponse.newBuilder(), answer).getPartialSuccess();
        assertEquals(0, partial.getRejectedLogRecords());
        assertEquals(
                "resourceLogs[0].scopeLogs[0].logRecords[1]: expected at most 2 attributes"
                        + " (OTLP2PARQUET_MAX_ATTRIBUTES), found more; 4 of the request were dropped",
                partial.getErrorMessage());
        assertEquals(3, strict.log().number("rows"));
        assertEquals(4, strict.log().number("dropped_attributes"));
    }

    @Test
    void aRequestOfNothingButFaultyRecordsIs400WithTheFirstReason() {
        HttpAnswer answer = host.post("/v1/logs", JSON, logs(BAD_RECORD, BAD_RECORD));

        assertEquals(400, answer.status());
        Status status = Received.status(answer);
        assertEquals(Code.INVALID_ARGUMENT_VALUE, status.getCode());
        assertTrue(
                status.getMessage().startsWith("resourceLogs[0].scopeLogs[0].logRecords[0].traceId: "),
                status.getMessage());
        assertEquals(List.of(), host.keys());
        assertEquals("warn", host.log().text("level"));
        assertEquals(2, host.log().number("rejected"));
    }

    @Test
    void aMalformedProtobufBodyIs400InProtobuf() {
        byte[] whole = Telemetry.logs("cart", Telemetry.log(NOW, "x")).toByteArray();
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        HttpAnswer answer = host.post("/v1/logs", PROTOBUF, cut);

        assertEquals(400, answer.status());
        assertEquals(PROTOBUF, answer.header("content-type"));
        Status status = Received.status(answer);
        assertEquals(Code.INVALID_ARGUMENT_VALUE, status.getCode());
        assertFalse(status.getMessage().isEmpty());
        assertEquals(List.of(), host.keys());
        assertEquals("malformed", host.log().text("reason"));
    }

    @Test
    void aMalformedJsonBodyIs400InJson() {
        HttpAnswer answer = host.post("/v1/metrics", JSON, "{\"resourceMetrics\":[{]}");

        assertEquals(400, answer.status());
        assertTrue(
                Received.status(answer).getMessage().contains("byte"),
                () -> Received.status(answer).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTOBUF, JSON, JSON_LINES})
    void gzipWithoutContentEncodingIs400WithItsCure(String contentType) throws IOException {
        assertMistake(
                host.post("/v1/logs", contentType, gzip(logs(GOOD_RECORD).getBytes(StandardCharsets.UTF_8))),
                "request: this is gzip data: add \"Content-Encoding: gzip\"");
    }

    @Test
    void zstdWithoutContentEncodingIs400WithItsCure() {
        byte[] zstd = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x04, 0, 0x09, 0, 0, '{', '}', 1, 2, 3, 4};
        for (String contentType : List.of(PROTOBUF, JSON, JSON_LINES)) {
            assertMistake(
                    host.post("/v1/logs", contentType, zstd),
                    "request: this is zstd data: add \"Content-Encoding: zstd\"");
        }
    }

    @Test
    void aBodyThatIsCompressedOnceMoreThanItSaysIs400WithItsCure() throws IOException {
        byte[] once = gzip(logs(GOOD_RECORD).getBytes(StandardCharsets.UTF_8));
        Sent sent = Sent.post("/v1/logs", JSON).with("Content-Encoding", "gzip");

        assertMistake(
                host.post(sent, new ArrayBody(once)),
                "request: this is gzip data even after decompression: it is compressed twice");
    }

    @Test
    void jsonSentAsProtobufIs400WithItsCure() {
        for (String json : List.of(logs(GOOD_RECORD), "{}", " \r\n\t" + logs(GOOD_RECORD), logs(BAD_RECORD) + "\n")) {
            assertMistake(
                    host.post("/v1/logs", PROTOBUF, json),
                    "request: this is JSON: send \"Content-Type: application/json\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, JSON_LINES})
    void protobufSentAsJsonIs400WithItsCure(String contentType) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < 3; i++) {
            Telemetry.addLogs(request, "cart-" + i, Telemetry.log(NOW, "{x".repeat(100 * i)));
            assertMistake(
                    host.post("/v1/logs", contentType, request.build().toByteArray()),
                    "request: this is protobuf: send \"Content-Type: application/x-protobuf\"");
        }
    }

    @Test
    void protobufWhoseLengthReadsAsABraceIsKnownToo() {
        // 0x0A 0x7B: a line feed and '{' to a reader of JSON.
        ExportLogsServiceRequest request = Telemetry.logs("cart", Telemetry.log(NOW, ""));
        int missing = 2 + '{' - request.getSerializedSize();
        request = Telemetry.logs("cart", Telemetry.log(NOW, "x".repeat(missing)));
        byte[] body = request.toByteArray();
        assertEquals('{', body[1]);

        assertMistake(
                host.post("/v1/logs", JSON, body),
                "request: this is protobuf: send \"Content-Type: application/x-protobuf\"");
        HttpAnswer cut = host.post("/v1/logs", PROTOBUF, Arrays.copyOf(body, body.length - 1));
        String message = Received.status(cut).getMessage();
        assertTrue(message.contains("malformed or truncated protobuf"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n{\"resourceLogs\":[{]}", "\n", "\n{", "[]", "\n\n\n", "hello"})
    void malformedJsonThatIsNothingElseKeepsItsOwnMessage(String json) {
        String message = Received.status(host.post("/v1/logs", JSON, json)).getMessage();
        assertTrue(message.contains("expected ") && message.contains(", found "), message);
    }

    @Test
    void deepNestingIsToldFirstAndTheLogHasThePlace() {
        String deep = "{\"arrayValue\":{\"values\":[".repeat(70) + "{}" + "]}}".repeat(70);
        HttpAnswer answer = host.post("/v1/logs", JSON, logs("{\"body\":" + deep + "}"));

        assertEquals(400, answer.status());
        String message = Received.status(answer).getMessage();
        assertTrue(
                message.matches(
                        "values are nested more than 64 deep at byte \\d+, in"
                                + " resourceLogs\\[0]\\.scopeLogs\\[0]\\.logRecords\\[0]\\.body\\.arrayValue\\.values\\[0].*\\.\\.\\."),
                message);
        assertTrue(message.length() < 200, message);
        assertTrue(host.log().text("place").startsWith("resourceLogs[0].scopeLogs[0].logRecords[0].body."));
    }

    private void assertMistake(HttpAnswer answer, String message) {
        assertEquals(400, answer.status());
        Status status = Received.status(answer);
        assertEquals(message, status.getMessage());
        assertEquals(Code.INVALID_ARGUMENT_VALUE, status.getCode());
        assertEquals(List.of(), host.keys());
        assertEquals("malformed", host.log().text("reason"));
        assertEquals("request", host.log().text("place"));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void aFaultInOneLineOfJsonLinesCostsThatLine() {
        HttpAnswer answer = host.post(
                "/v1/logs",
                JSON_LINES,
                logs(GOOD_RECORD) + "\n{\"resourceLogs\":7}\n" + logs(GOOD_RECORD, GOOD_RECORD) + "\n{");

        assertEquals(200, answer.status());
        ExportLogsPartialSuccess partial =
                Received.into(ExportLogsServiceResponse.newBuilder(), answer).getPartialSuccess();
        assertEquals(2, partial.getRejectedLogRecords());
        assertTrue(
                partial.getErrorMessage().startsWith("line 2: resourceLogs: expected an array"),
                partial.getErrorMessage());
        assertEquals(3, host.log().number("rows"));
        assertEquals(1, host.keys().size());
    }

    @Test
    void aTextThatIsNotUnicodeIsRepairedAndTheAnswerWarns() {
        HttpAnswer answer =
                host.post("/v1/logs", JSON, logs(GOOD_RECORD, "{\"body\":{\"stringValue\":\"hunter2 \\ud83d\"}}"));

        assertEquals(200, answer.status());
        ExportLogsPartialSuccess partial =
                Received.into(ExportLogsServiceResponse.newBuilder(), answer).getPartialSuccess();
        assertEquals(0, partial.getRejectedLogRecords());
        assertTrue(
                partial.getErrorMessage().startsWith("resourceLogs[0].scopeLogs[0].logRecords[1] at byte "),
                partial.getErrorMessage());
        assertTrue(partial.getErrorMessage().contains("U+FFFD"), partial.getErrorMessage());
        assertEquals(2, host.log().number("rows"));
        assertEquals(0, host.log().number("rejected"));
        assertEquals("info", host.log().text("level"));
        assertEquals("warning", host.log().text("reason"));
        assertTrue(host.log().text("place").startsWith("resourceLogs[0].scopeLogs[0].logRecords[1]"));
        assertFalse(host.log().lines().get(0).contains("hunter2"));
    }

    @Test
    void aRejectionAndAWarningAreToldTogether() {
        HttpAnswer answer = host.post("/v1/logs", JSON, logs(BAD_RECORD, "{\"body\":{\"stringValue\":\"\\ud83d\"}}"));

        ExportLogsPartialSuccess partial =
                Received.into(ExportLogsServiceResponse.newBuilder(), answer).getPartialSuccess();
        assertEquals(1, partial.getRejectedLogRecords());
        assertTrue(
                partial.getErrorMessage()
                        .matches(
                                "resourceLogs\\[0].*logRecords\\[0].traceId: .*; resourceLogs\\[0].*logRecords\\[1] at .*"),
                partial.getErrorMessage());
        assertEquals("records rejected", host.log().text("reason"));
    }

    @Test
    void jsonOfWhichNothingIsKnownIsAcceptedWithAWarning() {
        HttpAnswer answer = host.post("/v1/logs", JSON, "{\"message\":\"hunter2\",\"level\":\"info\"}");

        assertEquals(200, answer.status());
        ExportLogsPartialSuccess partial =
                Received.into(ExportLogsServiceResponse.newBuilder(), answer).getPartialSuccess();
        assertEquals(0, partial.getRejectedLogRecords());
        assertEquals(
                "request: expected \"resourceLogs\", found \"message\" and 1 more; this is not OTLP/JSON, and none"
                        + " of it is stored",
                partial.getErrorMessage());
        assertEquals(List.of(), host.keys());
        assertEquals("warning", host.log().text("reason"));
        assertFalse(host.log().lines().get(0).contains("hunter2"));
    }

    @Test
    void jsonLinesOfNothingButBadLinesAre400InJson() {
        HttpAnswer answer = host.post("/v1/logs", JSON_LINES, "\n{\"resourceLogs\":7}\n{}\n");

        assertEquals(400, answer.status());
        assertEquals(JSON, answer.header("content-type"));
        assertTrue(
                Received.status(answer).getMessage().contains("line 2"),
                () -> Received.status(answer).getMessage());
        assertEquals(List.of(), host.keys());
    }

    @Test
    void theLogSaysNothingOfWhatIsInABody() {
        host.post("/v1/logs", JSON, logs("{\"severityNumber\":\"hunter2\",\"body\":{\"stringValue\":\"hunter2\"}}"));

        assertEquals(1, host.log().lines().size());
        assertFalse(
                host.log().lines().get(0).contains("hunter2"),
                () -> host.log().lines().get(0));
    }

    @Test
    void theLogLineOfAStoredRequestCountsWhatWasDone() throws IOException {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        Telemetry.addLogs(request, "cart", Telemetry.log(NOW, "a"), Telemetry.log(NOW + HOUR, "b"));

        host.post("/v1/logs", request.build());

        assertEquals("info", host.log().text("level"));
        assertEquals("request", host.log().text("message"));
        assertEquals(Sent.HOST_REQUEST_ID, host.log().text("request_id"));
        assertEquals("logs", host.log().text("signal"));
        assertEquals(200, host.log().number("status"));
        assertEquals(2, host.log().number("rows"));
        assertEquals(0, host.log().number("rejected"));
        assertEquals(request.build().getSerializedSize(), host.log().number("bytes_in"));
        double bytes = 0;
        for (String key : host.keys()) {
            bytes += host.files().read(key).length;
        }
        assertEquals(bytes, host.log().number("bytes_out"));
        assertEquals(2, host.log().number("files"));
        for (String stage : List.of("decode_ms", "encode_ms", "store_ms", "total_ms")) {
            assertEquals(0, host.log().number(stage), "the clock of the tests stands still");
        }
    }

    @Test
    void linesBelowTheLevelAreNotWritten() {
        TestHost quiet = new TestHost(directory, "LOG_LEVEL", "warn");

        quiet.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NOW, "x")));
        assertEquals(List.of(), quiet.log().lines());

        quiet.post("/v1/logs", JSON, "{");
        assertEquals(1, quiet.log().lines().size());
    }

    @ParameterizedTest
    @CsvSource({"true, 5", "false, 30"})
    void aStoreThatFailsIs503WithRetryAfter(boolean retryable, String retryAfter) {
        host.storeThrough(new PutStore((key, data, offset, length) -> {
            throw new StoreException("bucket: secret detail", retryable);
        }));

        HttpAnswer answer = host.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NOW, "x")));

        assertEquals(503, answer.status());
        assertEquals(retryAfter, answer.header("retry-after"));
        Status status = Received.status(answer);
        assertEquals(Code.UNAVAILABLE_VALUE, status.getCode());
        assertEquals(
                "the object store did not take the data; nothing is lost if the request is sent again",
                status.getMessage());
        assertEquals("error", host.log().text("level"));
        assertTrue(host.log().text("error").contains("bucket: secret detail"));
        assertTrue(host.log().text("stack").contains("ReceiverTest"), host.log().text("stack"));
    }

    @Test
    void aRetryAfterAPutThatFailedHalfWayCompletesTheSameObjects() {
        ExportLogsServiceRequest.Builder builder = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < 12; i++) {
            Telemetry.addLogs(builder, "service-" + i, Telemetry.log(NOW, "x"));
        }
        ExportLogsServiceRequest request = builder.build();
        TestHost healthy = new TestHost(directory.resolve("healthy"));
        healthy.post("/v1/logs", request);
        assertEquals(12, healthy.keys().size());

        for (int failing = 0; failing < 12; failing++) {
            TestHost faulty = new TestHost(directory.resolve("faulty-" + failing));
            StoreDouble store = new StoreDouble(faulty.files());
            store.failPut(failing);
            faulty.storeThrough(store);

            assertEquals(503, faulty.post("/v1/logs", request).status());
            assertFalse(faulty.keys().equals(healthy.keys()));
            assertEquals(store.begun(), store.awaited(), "every put that was begun must have ended");

            assertEquals(200, faulty.post("/v1/logs", request).status());
            assertEquals(healthy.keys(), faulty.keys());
        }
    }

    @Test
    void aFewPutsAreUnderWayAtATimeAndAllHaveEndedBeforeTheAnswer() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int i = 0; i < 40; i++) {
            Telemetry.addLogs(request, "service-" + i, Telemetry.log(NOW, "x"));
        }
        StoreDouble store = new StoreDouble(host.files());
        host.storeThrough(store);

        assertEquals(200, host.post("/v1/logs", request.build()).status());

        assertEquals(6, store.mostUnderWay());
        assertEquals(40, store.begun());
        assertEquals(40, store.awaited());
        assertEquals(40, host.keys().size());
    }

    @Test
    void aFaultOfOursIs503AndNever500() {
        host.storeThrough(new PutStore((key, data, offset, length) -> {
            throw new IllegalStateException("a bug");
        }));

        HttpAnswer answer = host.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NOW, "x")));

        assertEquals(503, answer.status());
        assertEquals("30", answer.header("retry-after"));
        assertEquals(
                "an internal error; the log line with this request id has its cause",
                Received.status(answer).getMessage());
        assertEquals("java.lang.IllegalStateException: a bug", host.log().text("error"));
    }

    @ParameterizedTest
    @EnumSource(BodyFault.class)
    void aBodyThatTheHostRefusesHasItsAnswer(BodyFault fault) {
        HttpAnswer answer = host.post("/v1/logs", PROTOBUF, new RefusedBody(fault));

        String message = Received.status(answer).getMessage();
        switch (fault) {
            case TOO_LARGE -> {
                assertEquals(413, answer.status());
                assertEquals(
                        "the body is larger than the 10485760 bytes that OTLP2PARQUET_MAX_PAYLOAD_BYTES allows (detail);"
                                + " send smaller batches",
                        message);
            }
            case CORRUPT -> {
                assertEquals(400, answer.status());
                assertEquals(
                        "the body cannot be decompressed by its Content-Encoding (detail); if it is not compressed, leave"
                                + " Content-Encoding out",
                        message);
            }
            case INCOMPLETE -> {
                assertEquals(400, answer.status());
                assertEquals("the connection ended before the whole body was received (detail)", message);
            }
            case SLOW -> {
                assertEquals(503, answer.status());
                assertEquals("5", answer.header("retry-after"));
                assertEquals(
                        "the body stopped arriving, or arrives too slowly (detail); nothing is lost if the request is sent"
                                + " again",
                        message);
            }
        }
        assertEquals("warn", host.log().text("level"));
        assertEquals("body " + fault.text(), host.log().text("reason"));
    }

    @Test
    void aBodyOverTheLimitIs413EvenIfTheHostLetItThrough() {
        TestHost small = new TestHost(directory, "MAX_PAYLOAD_BYTES", "10");

        assertEquals(413, small.post("/v1/logs", JSON, "{          }").status());
        assertEquals(200, small.post("/v1/logs", JSON, "{        }").status());
    }

    private static String logs(String... records) {
        List<String> all = new ArrayList<>(List.of(records));
        return "{\"resourceLogs\":[{\"resource\":{},\"scopeLogs\":[{\"scope\":{},\"logRecords\":["
                + String.join(",", all) + "]}]}]}";
    }

    @Test
    void aRequestOfMoreFilesThanARequestMayStoreIsRefusedAndStoresNothing() {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i <= 1_000; i++) {
            records.append(i > 0 ? "," : "")
                    .append("{\"timeUnixNano\":\"")
                    .append(1_700_000_000_000_000_000L + i * HOUR)
                    .append("\"}");
        }
        HttpAnswer answer = host.post("/v1/logs", JSON, logs(records.toString()));
        assertEquals(413, answer.status());
        String message = new String(answer.body(), StandardCharsets.UTF_8);
        assertTrue(
                message.contains(
                        "its rows belong into 1001 files, 1000 are the most of one request; send smaller batches"),
                message);
        assertEquals(List.of(), host.keys());
    }
}
