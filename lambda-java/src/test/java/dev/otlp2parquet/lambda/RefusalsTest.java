package dev.otlp2parquet.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.lambda.Events.Door;
import dev.otlp2parquet.lambda.event.UnknownEventException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that cannot be taken get an answer that says what to change. */
class RefusalsTest {

    private static final Map<String, String> PROTOBUF = Map.of("content-type", "application/x-protobuf");
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    @TempDir
    Path folder;

    private JsonObject result(JsonObject event) throws Exception {
        return new Deployed(folder, Map.of()).result(event);
    }

    private static void assertRefused(int status, String part, JsonObject result) {
        assertEquals(status, result.int32("statusCode"), result.toJson());
        String body = new String(Deployed.body(result), StandardCharsets.UTF_8);
        assertTrue(body.contains(part), body);
    }

    @Test
    void protobufAsTextNamesTheSettingOfTheRestApi() throws Exception {
        JsonObject event = Events.text(Door.REST_API, "POST", "/v1/logs", PROTOBUF, "\n\ufffd");

        JsonObject refused = result(event);

        assertRefused(415, "binaryMediaTypes", refused);
        // Such an API sends base64 on as it is.
        assertFalse(refused.bool("isBase64Encoded"));
        assertEquals(
                "application/json",
                refused.object("multiValueHeaders").array("content-type").string(0));
        assertTrue(
                JsonValue.parseObject(Deployed.body(refused)).string("message").contains("binaryMediaTypes"));
        assertRefused(
                415,
                "send \"Content-Type: application/x-protobuf\"",
                result(Events.text(Door.FUNCTION_URL, "POST", "/v1/logs", PROTOBUF, "\n\ufffd")));
        assertEquals(List.of(), new FileObjectStore(folder).keys());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void compressedJsonAsTextIsRefused(Door door) throws Exception {
        Map<String, String> headers = Map.of("content-type", "application/json", "content-encoding", "gzip");

        assertRefused(
                415, "isBase64Encoded is false", result(Events.text(door, "POST", "/v1/logs", headers, "\u001f")));
    }

    /** An exporter with nothing to send. */
    @ParameterizedTest
    @EnumSource(Door.class)
    void anEmptyBodyIsNotDamaged(Door door) throws Exception {
        JsonObject event = Events.event(door, "POST", "/v1/logs", PROTOBUF).put("isBase64Encoded", false);

        assertEquals(200, result(event).int32("statusCode"));
    }

    @Test
    void aBodyThatIsNotBase64IsRefused() throws Exception {
        JsonObject event = Events.event(Door.HTTP_API, "POST", "/v1/logs", PROTOBUF)
                .put("body", "a.b")
                .put("isBase64Encoded", true);

        assertRefused(400, "not base64", result(event));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void anEventOfMoreThanSixMegabytesIsTooLarge(Door door) throws Exception {
        JsonObject event = Events.base64(door, "POST", "/v1/logs", PROTOBUF, new byte[4_800_000]);

        assertRefused(413, "send smaller batches", result(event));
    }

    /** The longest body that fits: its base64 is longer than the strings that the core takes otherwise. */
    @Test
    void anEventOfAlmostSixMegabytesIsTaken() throws Exception {
        byte[] body = Otlp.protobuf("x".repeat(4_600_000));
        JsonObject event = Events.base64(Door.HTTP_API, "POST", "/v1/logs", PROTOBUF, body);

        assertEquals(200, result(event).int32("statusCode"));
        assertEquals(4_600_000, Deployed.column(folder, "Body").get(0).length());
    }

    @Test
    void aBodyAboveTheConfiguredLimitIsTooLarge() throws Exception {
        Deployed function = new Deployed(folder, Map.of("OTLP2PARQUET_MAX_PAYLOAD_BYTES", "1000"));
        byte[] body = Otlp.utf8(Otlp.json("x".repeat(2_000)));

        assertRefused(413, "1000", function.result(Events.base64(Door.HTTP_API, "POST", "/v1/logs", JSON, body)));
        assertRefused(
                413,
                "1000",
                function.result(Events.base64(
                        Door.HTTP_API,
                        "POST",
                        "/v1/logs",
                        Map.of("content-type", "application/json", "content-encoding", "gzip"),
                        Otlp.gzip(body))));
    }

    @Test
    void grpcIsNotServed() throws Exception {
        JsonObject event = Events.base64(
                Door.FUNCTION_URL,
                "POST",
                "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
                Map.of("content-type", "application/grpc"),
                new byte[5]);

        assertRefused(404, "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", result(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"key1\":\"value1\",\"key2\":\"value2\"} | the test event \"Hello World\" of the console",
                "{\"version\":\"0\",\"detail-type\":\"Scheduled Event\",\"detail\":{}} | an event of EventBridge",
                "{\"Records\":[{\"eventSource\":\"aws:sqs\"}]} | records of a queue",
                "{\"foo\":1,\"bar\":2} | an object with \"foo\", \"bar\"",
                "{} | an empty object",
                "[1] | another document",
                "\"text\" | another document",
                "{\"version\":2,\"rawPath\":\"/\",\"requestContext\":{\"http\":{}}} | another document: member \"version\"",
                "{\"httpMethod\":\"POST\",\"path\":\"/v1/logs\",\"headers\":[]} | another document: member \"headers\"",
                "{\"httpMethod\":\"GET\",\"path\":\"/\",\"requestContext\":{\"elb\":{}}} | a request of an Application Load Balancer"
            })
    void anEventOfAnotherShapeIsAnErrorOfTheInvocation(String event, String found) {
        Deployed function = new Deployed(folder, Map.of());

        UnknownEventException error = assertThrows(
                UnknownEventException.class, () -> function.result(Otlp.utf8(event), Invocation.patient()));

        assertTrue(error.getMessage().contains("found " + found), error.getMessage());
    }

    /** The text may have a token. It would be in CloudWatch, and in the answer to who invoked the function. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"httpMethod\":\"POST\",\"path\":\"/v1/logs\",\"headers\":[\"private\"]}",
                "{\"httpMethod\":\"POST\",\"path\":\"/v1/logs\",\"headers\":{\"authorization\":[\"private\"]}}",
                "{\"httpMethod\":\"POST\",\"path\":{\"a\":\"private\"}}",
                "[\"private\"]"
            })
    void theErrorHasNothingOfTheEvent(String event) {
        Deployed function = new Deployed(folder, Map.of());

        UnknownEventException error = assertThrows(
                UnknownEventException.class, () -> function.result(Otlp.utf8(event), Invocation.patient()));

        assertFalse(error.getMessage().contains("private"), error.getMessage());
        assertNull(error.getCause());
    }

    /** The metric of failed requests counts lines by their status. */
    @Test
    void aBreakdownIsLoggedWithStatusAndRequestId() throws Exception {
        List<String> lines = new ArrayList<>();
        OtlpHandler handler = new OtlpHandler(
                Map.of("OTLP2PARQUET_ALLOW_ANONYMOUS", "true"),
                (config, environment, http, digest, clock, random) ->
                        new Startup.Opened(new FileObjectStore(folder), CredentialsProvider.none()),
                (level, line) -> {
                    if (line.contains("\"message\":\"request\"")) {
                        throw new IllegalStateException("no room");
                    }
                    lines.add(line);
                });
        byte[] event = Events.bytes(Events.text(Door.FUNCTION_URL, "POST", "/v1/logs", JSON, Otlp.json("a")));
        ByteArrayOutputStream result = new ByteArrayOutputStream();

        handler.handleRequest(new ByteArrayInputStream(event), result, Invocation.patient());

        assertEquals(503, JsonValue.parseObject(result.toByteArray()).int32("statusCode"));
        assertEquals(1, lines.size(), lines::toString);
        JsonObject line = JsonValue.parseObject(Otlp.utf8(lines.get(0)));
        assertEquals("error", line.string("level"));
        assertEquals(503, line.int32("status"));
        assertEquals(Invocation.patient().id(), line.string("request_id"));
    }

    @Test
    void aRefusalByTheEventIsLoggedWithItsReasonAndWithoutItsContent() throws Exception {
        Deployed function = new Deployed(folder, Map.of());

        function.result(Events.text(Door.REST_API, "POST", "/v1/logs", PROTOBUF, "private"));

        assertEquals(1, function.log().size());
        assertTrue(
                function.log().get(0).contains("\"status\":415"), function.log().get(0));
        assertTrue(
                function.log().get(0).contains("binaryMediaTypes"),
                function.log().get(0));
        assertEquals(
                List.of(),
                function.log().stream().filter(line -> line.contains("private")).toList());
    }
}
