package dev.otlp2parquet.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Status;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.lambda.Events.Door;
import dev.otlp2parquet.platform.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Events with OTLP become rows, and answers of the same kind. */
class RequestsTest {

    private static final String ODD = "caf\u00e9 \ud83d\ude00 \u2028 100%";

    @TempDir
    Path folder;

    private enum Form {
        TEXT,
        BASE64,
        GZIP
    }

    static Stream<Arguments> requests() {
        List<Arguments> requests = new ArrayList<>();
        for (Door door : Door.values()) {
            for (Form form : Form.values()) {
                requests.add(Arguments.of(door, "application/json", form));
                requests.add(Arguments.of(door, "application/x-ndjson", form));
                if (form != Form.TEXT) {
                    requests.add(Arguments.of(door, "application/x-protobuf", form));
                }
            }
        }
        return requests.stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestBecomesARow(Door door, String contentType, Form form) throws Exception {
        Deployed function = new Deployed(folder, Map.of());
        boolean protobuf = contentType.endsWith("protobuf");
        byte[] body = protobuf ? Otlp.protobuf(ODD) : Otlp.utf8(Otlp.json(ODD));
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", contentType);
        if (form == Form.GZIP) {
            headers.put("Content-Encoding", "gzip");
        }

        JsonObject result = function.result(
                form == Form.TEXT
                        ? Events.text(door, "POST", "/v1/logs", headers, Otlp.json(ODD))
                        : Events.base64(door, "POST", "/v1/logs", headers, form == Form.GZIP ? Otlp.gzip(body) : body));

        assertEquals(200, result.int32("statusCode"), result.toJson());
        assertEquals(List.of(ODD), Deployed.column(folder, "Body"));
        assertEquals(List.of("cart"), Deployed.column(folder, "ServiceName"));
        assertEquals(protobuf ? "" : "{}", result.string("body"));
        assertEquals(
                protobuf ? "application/x-protobuf" : "application/json",
                door == Door.REST_API
                        ? result.object("multiValueHeaders")
                                .array("content-type")
                                .string(0)
                        : result.object("headers").string("content-type"));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void anAnswerInProtobufIsBase64(Door door) throws Exception {
        JsonObject result = new Deployed(folder, Map.of())
                .result(Events.base64(
                        door, "POST", "/v1/logs", Map.of("content-type", "application/x-protobuf"), new byte[] {1}));

        assertEquals(400, result.int32("statusCode"));
        assertTrue(result.bool("isBase64Encoded"));
        assertEquals(3, Status.parseFrom(Deployed.body(result)).getCode());
    }

    @Test
    void theSameEventTwiceMakesOneRow() throws Exception {
        Deployed first = new Deployed(folder, Map.of());
        Deployed second = new Deployed(folder, Map.of());
        JsonObject event = Events.base64(
                Door.FUNCTION_URL,
                "POST",
                "/v1/logs",
                Map.of("content-type", "application/x-protobuf"),
                Otlp.protobuf("once"));

        for (Deployed function : List.of(first, first, second)) {
            assertEquals(200, function.result(event).int32("statusCode"));
        }

        assertEquals(List.of("once"), Deployed.column(folder, "Body"));
    }

    @Test
    void anAnswerHasTheFormOfItsEvent() throws Exception {
        Deployed function = new Deployed(folder, Map.of());
        Map<String, String> json = Map.of("CONTENT-TYPE", "application/json", "X-Request-Id", "mine");

        JsonObject rest = function.result(Events.text(Door.REST_API, "POST", "/v1/logs", json, Otlp.json("a")));
        JsonObject http = function.result(Events.text(Door.HTTP_API, "POST", "/v1/logs", json, Otlp.json("b")));
        JsonObject url = function.result(Events.text(Door.FUNCTION_URL, "POST", "/v1/logs", json, Otlp.json("c")));

        assertEquals(
                "{\"statusCode\":200,\"multiValueHeaders\":{\"x-request-id\":[\"mine\"],\"content-type\":[\"application/json\"]},"
                        + "\"body\":\"{}\",\"isBase64Encoded\":false}",
                rest.toJson());
        assertEquals(
                "{\"statusCode\":200,\"headers\":{\"x-request-id\":\"mine\",\"content-type\":\"application/json\"},"
                        + "\"body\":\"{}\",\"isBase64Encoded\":false}",
                http.toJson());
        assertEquals(http.toJson(), url.toJson());
    }

    /** Its id leads from an exporter's log to the log of the invocation. */
    @Test
    void aRequestWithoutAnIdHasThatOfItsInvocation() throws Exception {
        JsonObject result =
                new Deployed(folder, Map.of()).result(Events.event(Door.FUNCTION_URL, "GET", "/health", Map.of()));

        assertEquals(200, result.int32("statusCode"));
        assertEquals(Invocation.patient().id(), result.object("headers").string("x-request-id"));
        assertTrue(result.string("body").contains("\"status\""), result.toJson());
    }

    @Test
    void credentialsAreChecked() throws Exception {
        Deployed function = new Deployed(
                Map.of("OTLP2PARQUET_AUTH_TOKEN", "secret-token"),
                (environment, http, digest, clock, random) -> new FileObjectStore(folder));
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));

        assertEquals(
                401,
                function.result(Events.text(Door.HTTP_API, "POST", "/v1/logs", headers, Otlp.json("x")))
                        .int32("statusCode"));
        headers.put("authorization", "Bearer secret-token");
        assertEquals(
                200,
                function.result(Events.text(Door.HTTP_API, "POST", "/v1/logs", headers, Otlp.json("x")))
                        .int32("statusCode"));
    }

    @Test
    void theWarmUpIsAccepted() {
        assertEquals(List.of(200, 200, 200, 200), Warmup.run());
    }
}
