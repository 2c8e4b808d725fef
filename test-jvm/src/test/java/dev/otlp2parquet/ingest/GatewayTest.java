package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.otlp2parquet.ingest.http.ContentCoding;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.parquet.compress.Codec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private static final Gateway GATEWAY = gateway("AUTH_TOKEN", "token", "MAX_PAYLOAD_BYTES", "1000");

    private static final Gateway DIRECT = gateway("AUTH_TOKEN", "token", "BATCHING_ENABLED", "false");

    private final RecordedLog log = new RecordedLog();

    @ParameterizedTest
    @CsvSource({
        "/v1/logs, application/x-protobuf, LOGS, PROTOBUF",
        "/v1/traces, application/json, TRACES, JSON",
        "/v1/metrics, application/x-ndjson, METRICS, JSON_LINES",
        "/v1/metrics, application/jsonl, METRICS, JSON_LINES",
        "/v1/logs, application/protobuf, LOGS, PROTOBUF",
        "/v1/logs/, application/json, LOGS, JSON",
        "//v1/traces, application/json, TRACES, JSON",
        "//v1///metrics//, application/json, METRICS, JSON",
        "/v1/logs, Application/JSON ; charset=UTF-8, LOGS, JSON",
        "/v1/logs, application/json;charset=\"utf-8\", LOGS, JSON",
        "/v1/logs, application/x-protobuf; messageType=\"x\"; charset=binary, LOGS, PROTOBUF"
    })
    void aGoodRequestIsAdmitted(String path, String contentType, Signal signal, RequestFormat format) {
        Admission.ReadBody admitted = admitted(Sent.post(path, contentType));

        OtlpRequest request = assertInstanceOf(OtlpRequest.class, admitted.receiver());
        assertEquals(signal, request.signal());
        assertEquals(format, request.format());
        assertEquals(List.of(), admitted.codings());
        assertEquals(1000, admitted.maxBytes());
        assertEquals(List.of(), log.lines());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip           | GZIP
            GZip           | GZIP
            x-gzip         | GZIP
            zstd           | ZSTD
            deflate        | DEFLATE
            identity       | ''
            ' identity , ' | ''
            'gzip, zstd'   | GZIP,ZSTD
            'identity,gzip'| GZIP
            """)
    void codingsAreGivenInTheOrderTheyWereApplied(String header, String expected) {
        List<ContentCoding> codings = admitted(
                        Sent.post("/v1/logs", "application/json").with("content-encoding", header))
                .codings();

        assertEquals(expected, String.join(",", codings.stream().map(Enum::name).toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, br", "gzip;q=1", "gzip, gzip, gzip", "compress", "chunked"})
    void anyOtherCodingIs415WithTheOnesThatAreAccepted(String header) {
        HttpAnswer answer =
                answer(Sent.post("/v1/logs", "application/x-protobuf").with("Content-Encoding", header));

        assertEquals(415, answer.status());
        assertEquals("gzip, zstd, deflate, identity", answer.header("accept-encoding"));
        assertStatus(
                answer,
                Code.INVALID_ARGUMENT,
                "Content-Encoding: expected gzip, zstd, deflate or identity, at most 2 of them, found \"" + header
                        + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/grp",
                "application/json; charset=iso-8859-1",
                "application/json, application/json",
                ""
            })
    void anyOtherContentTypeIs415(String contentType) {
        HttpAnswer answer = answer(Sent.post("/v1/logs", contentType));

        assertEquals(415, answer.status());
        assertStatus(
                answer,
                Code.INVALID_ARGUMENT,
                "Content-Type: expected application/x-protobuf, application/json, application/x-ndjson or"
                        + " application/jsonl (in UTF-8), found \"" + contentType + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/grpc       | ; this is gRPC, which is not accepted: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
            Application/gRPC+proto | ; this is gRPC, which is not accepted: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
            application/x-www-form-urlencoded | ; curl -d sends this unless told otherwise: add -H "Content-Type: application/json"
            """)
    void aContentTypeOfAKnownMistakeIs415WithItsCure(String contentType, String cure) {
        HttpAnswer answer = answer(Sent.post("/v1/logs", contentType));

        assertEquals(415, answer.status());
        String message = Received.status(answer).getMessage();
        assertTrue(message.endsWith("found \"" + contentType + "\"" + cure), message);
    }

    @Test
    void noContentTypeIs415() {
        HttpAnswer answer = answer(Sent.of("POST", "/v1/logs").with("Authorization", "Bearer token"));

        assertEquals(415, answer.status());
        assertTrue(Received.status(answer).getMessage().endsWith("found none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000", " 1000 ", "0001000"})
    void aBodyUpToTheLimitIsRead(String contentLength) {
        assertEquals(
                1000,
                admitted(Sent.post("/v1/logs", "application/json").with("Content-Length", contentLength))
                        .maxBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "99999999999999999999999999"})
    void aBodyOverTheLimitIs413BeforeItIsRead(String contentLength) {
        HttpAnswer answer =
                answer(Sent.post("/v1/logs", "application/x-protobuf").with("Content-Length", contentLength));

        assertEquals(413, answer.status());
        assertStatus(
                answer,
                Code.RESOURCE_EXHAUSTED,
                "the body is larger than the 1000 bytes that OTLP2PARQUET_MAX_PAYLOAD_BYTES allows (" + contentLength
                        + "); send smaller batches");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "", "5, 5"})
    void aContentLengthThatIsNoNumberIs400(String contentLength) {
        HttpAnswer answer = answer(Sent.post("/v1/logs", "application/json").with("Content-Length", contentLength));

        assertEquals(400, answer.status());
        assertStatus(
                answer,
                Code.INVALID_ARGUMENT,
                "Content-Length: expected a decimal number, found \"" + contentLength + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1", "/v1/log", "/v1/logs/x", "/V1/logs", "/v1/logsx", "/flush/", "/v1/logs%2F", "/xv1/logs"})
    void anyOtherPathIs404(String path) {
        HttpAnswer answer = answer(Sent.post(path, "application/x-protobuf"));

        assertEquals(404, answer.status());
        assertStatus(answer, Code.NOT_FOUND, "nothing is at " + path + "; send to /v1/logs, /v1/traces or /v1/metrics");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            / | an endpoint variable of one signal, such as OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, needs the path too; OTEL_EXPORTER_OTLP_ENDPOINT does not
            // | an endpoint variable of one signal, such as OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, needs the path too; OTEL_EXPORTER_OTLP_ENDPOINT does not
            /v1/logs/v1/logs | the exporter appends /v1/logs to its endpoint: remove "/v1/logs" from OTEL_EXPORTER_OTLP_ENDPOINT
            /v1/logs/v1/traces/ | the exporter appends /v1/traces to its endpoint: remove "/v1/logs" from OTEL_EXPORTER_OTLP_ENDPOINT
            /otlp//v1/metrics | the exporter appends /v1/metrics to its endpoint: remove "/otlp" from OTEL_EXPORTER_OTLP_ENDPOINT
            /v1development/profiles | profiles are not accepted: turn off the exporter of profiles
            /v1/profiles | profiles are not accepted: turn off the exporter of profiles
            /opentelemetry.proto.collector.logs.v1.LogsService/Export | this is gRPC, which is not accepted: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
            /opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export | this is gRPC, which is not accepted: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
            """)
    void aPathOfAKnownMistakeIs404WithItsCure(String path, String cure) {
        HttpAnswer answer = answer(Sent.post(path, "application/x-protobuf"));

        assertEquals(404, answer.status());
        assertStatus(
                answer,
                Code.NOT_FOUND,
                "nothing is at " + path + "; send to /v1/logs, /v1/traces or /v1/metrics; " + cure);
    }

    @Test
    void aPathWithASlashTooManyIsOpenToPagesToo() {
        HttpAnswer answer = answer(
                cors("https://app.example.com"),
                Sent.of("POST", "//v1/logs/").with("Origin", "https://app.example.com"));

        assertEquals(401, answer.status());
        assertEquals("https://app.example.com", answer.header("access-control-allow-origin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS", "post"})
    void anyOtherMethodIs405WithAllow(String method) {
        HttpAnswer answer = answer(Sent.of(method, "/v1/traces"));

        assertEquals(405, answer.status());
        assertEquals("POST", answer.header("allow"));
        assertStatus(answer, Code.UNIMPLEMENTED, "/v1/traces takes POST, not " + method);
    }

    @Test
    void missingCredentialsAre401WithAChallenge() {
        HttpAnswer answer = answer(Sent.of("POST", "/v1/logs").with("Content-Type", "application/x-protobuf"));

        assertEquals(401, answer.status());
        assertEquals("Bearer realm=\"otlp2parquet\"", answer.header("www-authenticate"));
        assertStatus(answer, Code.UNAUTHENTICATED, "credentials are missing: send \"Authorization: Bearer <token>\"");
    }

    @Test
    void wrongCredentialsAre401BeforeAnythingElseIsLookedAt() {
        HttpAnswer answer = answer(Sent.of("POST", "/v1/logs")
                .with("authorization", "Bearer tokem")
                .with("content-type", "text/plain")
                .with("content-length", "99999"));

        assertEquals(401, answer.status());
        assertStatus(
                answer,
                Code.UNAUTHENTICATED,
                "the Authorization header is not accepted here: the token does not match" + " OTLP2PARQUET_AUTH_TOKEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token            | it has no scheme: send "Authorization: Bearer <token>"
            hunter2          | it has no scheme: send "Authorization: Bearer <token>"
            Bearer           | nothing is behind the scheme: send "Authorization: Bearer <token>"
            Bearer%20token   | it has %20 in place of a space, which this exporter does not decode: send "Authorization: Bearer <token>"
            bearer%20hunter2 | it has %20 in place of a space, which this exporter does not decode: send "Authorization: Bearer <token>"
            '"Bearer token"' | it is in quotes: send "Authorization: Bearer <token>"
            Bearer hunter2   | the token does not match OTLP2PARQUET_AUTH_TOKEN
            Basic dG9rZW4=   | the scheme is wrong: send "Authorization: Bearer <token>"
            """)
    void credentialsOfAKnownMistakeAre401WithItsCure(String authorization, String cure) {
        HttpAnswer answer = answer(Sent.of("POST", "/v1/logs").with("Authorization", authorization));

        assertEquals(401, answer.status());
        String message = "the Authorization header is not accepted here: " + cure;
        assertStatus(answer, Code.UNAUTHENTICATED, message);
        assertFalse(message.contains("hunter2"));
    }

    @Test
    void theCureNamesTheSchemesThatAreConfigured() {
        Gateway basic = gateway("BASIC_AUTH_USERNAME", "user", "BASIC_AUTH_PASSWORD", "password");
        assertStatus(
                answer(basic, Sent.of("POST", "/v1/logs")),
                Code.UNAUTHENTICATED,
                "credentials are missing: send \"Authorization: Basic <base64 of user:password>\"");
        assertStatus(
                answer(basic, Sent.of("POST", "/v1/logs").with("Authorization", "Bearer token")),
                Code.UNAUTHENTICATED,
                "the Authorization header is not accepted here: the scheme is wrong: send"
                        + " \"Authorization: Basic <base64 of user:password>\"");
        assertStatus(
                answer(basic, Sent.of("POST", "/v1/logs").with("Authorization", "Basic AAAA")),
                Code.UNAUTHENTICATED,
                "the Authorization header is not accepted here: user and password do not match"
                        + " OTLP2PARQUET_BASIC_AUTH_USERNAME and OTLP2PARQUET_BASIC_AUTH_PASSWORD");
    }

    @Test
    void theLogLineOfARefusalHasNoHeaderInIt() {
        answer(Sent.of("POST", "/v1/logs").with("Authorization", "Bearer hunter2"));

        assertEquals("warn", log.text("level"));
        assertEquals("POST", log.text("method"));
        assertEquals("/v1/logs", log.text("path"));
        assertEquals(401, log.number("status"));
        assertEquals(Sent.HOST_REQUEST_ID, log.text("request_id"));
        assertTrue(!log.lines().get(0).contains("hunter2"));
    }

    @Test
    void errorsAreInJsonWhereTheRequestIsInJsonLines() {
        HttpAnswer answer = answer(Sent.of("POST", "/v1/logs").with("Content-Type", "application/x-ndjson"));

        assertEquals("application/json", answer.header("content-type"));
    }

    @Test
    void healthIsOkForEverybody() {
        HttpAnswer answer = operate(DIRECT, Sent.of("GET", "/health"));

        assertEquals(200, answer.status());
        assertEquals("{\"status\":\"ok\"}", text(answer));
        assertEquals("application/json", answer.header("content-type"));
        assertEquals("no-store", answer.header("cache-control"));
        assertEquals(List.of(), log.lines());
    }

    @Test
    void healthIsDegradedWhereTheDurableObjectsThatBatchingNeedsAreNotBound() {
        assertEquals(
                "{\"status\":\"degraded\",\"reasons\":"
                        + "[{\"what\":\"worker\",\"reason\":\"no durable objects\",\"count\":1,\"age_s\":0}]}",
                text(operate(GATEWAY, Sent.of("GET", "/health"))));
    }

    @Test
    void statusAndFlushAskForCredentialsAndTheirMethod() {
        assertEquals(401, answer(Sent.of("GET", "/status")).status());
        assertEquals(401, answer(Sent.of("POST", "/flush")).status());
        assertEquals("GET", answer(Sent.of("POST", "/status")).header("allow"));
        assertEquals("POST", answer(Sent.of("GET", "/flush")).header("allow"));
    }

    @Test
    void withoutBatchingThereIsNothingToFlush() {
        Sent status = Sent.of("GET", "/status").with("Authorization", "Bearer token");
        assertEquals(
                "{\"batching\":\"disabled\",\"catalog_mode\":\"none\",\"buffers\":[],\"committers\":[],\"status\":\"ok\"}",
                text(operate(DIRECT, status)));
        HttpAnswer flushed = operate(DIRECT, Sent.of("POST", "/flush").with("Authorization", "Bearer token"));
        assertEquals(200, flushed.status());
        assertEquals("{\"status\":\"done\",\"problems\":[]}", text(flushed));
    }

    @Test
    void healthTakesHeadAndNothingElse() {
        assertArrayEquals(
                new byte[0], operate(DIRECT, Sent.of("HEAD", "/health")).body());

        HttpAnswer refused = answer(Sent.of("POST", "/health"));
        assertEquals(405, refused.status());
        assertEquals("GET, HEAD", refused.header("allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/logs", "/", "/v1/metrics"})
    void withAWrongConfigurationEveryRequestIs503NamingTheVariable(String path) {
        Gateway misconfigured = gateway("AUTH_TOKEN", "token", "BATCH_SHARDS", "none");

        HttpAnswer answer = answer(misconfigured, Sent.post(path, "application/x-protobuf"));

        assertEquals(503, answer.status());
        assertEquals("60", answer.header("retry-after"));
        assertStatus(
                answer,
                Code.UNAVAILABLE,
                "this otlp2parquet is not configured: OTLP2PARQUET_BATCH_SHARDS=none: expected a whole number from 1 to 256");
        assertEquals("error", log.text("level"));
        assertThrows(IllegalStateException.class, misconfigured::config);
    }

    @Test
    void withoutCredentialsConfiguredEveryRequestIs503SayingWhatToSet() {
        HttpAnswer answer = answer(gateway(), Sent.post("/v1/logs", "application/json"));

        assertEquals(503, answer.status());
        assertTrue(Received.status(answer).getMessage().contains("set the secret OTLP2PARQUET_AUTH_TOKEN"));
        assertEquals(gateway().problem(), Received.status(answer).getMessage().split(": ", 2)[1]);
    }

    @Test
    void healthAnswersEvenWithAWrongConfiguration() {
        HttpAnswer answer = answer(gateway(), Sent.of("GET", "/health"));

        assertEquals(200, answer.status());
        assertEquals(
                "{\"status\":\"degraded\",\"reasons\":"
                        + "[{\"what\":\"worker\",\"reason\":\"not configured\",\"count\":1,\"age_s\":0}]}",
                text(answer));
    }

    @Test
    void aRequestThatBrokeDownIs503WhateverTheConfigurationIs() {
        for (Gateway gateway : List.of(GATEWAY, gateway())) {
            HttpAnswer answer = gateway.unavailable(
                    Sent.post("/v1/logs", "application/x-protobuf").head());

            assertEquals(503, answer.status());
            assertEquals("1", answer.header("retry-after"));
            assertStatus(answer, Code.UNAVAILABLE, "the request broke down; nothing is lost if it is sent again");
        }
    }

    @Test
    void aUsableRequestIdOfTheClientIsKept() {
        assertEquals("0af7651916cd43dd-1.a_b:c", requestIdFor("0af7651916cd43dd-1.a_b:c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "ü", "<script>"})
    void anyOtherRequestIdIsReplacedByTheHosts(String given) {
        assertEquals(Sent.HOST_REQUEST_ID, requestIdFor(given));
    }

    @Test
    void aRequestIdOverTheLimitIsReplacedByTheHosts() {
        assertEquals("x".repeat(128), requestIdFor("x".repeat(128)));
        assertEquals(Sent.HOST_REQUEST_ID, requestIdFor("x".repeat(129)));
    }

    @Test
    void aPreflightOfAnAllowedOriginIsAnsweredWithoutCredentials() {
        HttpAnswer answer = answer(cors("https://app.example.com"), preflight("https://app.example.com"));

        assertEquals(204, answer.status());
        assertArrayEquals(new byte[0], answer.body());
        assertEquals("https://app.example.com", answer.header("access-control-allow-origin"));
        assertEquals("POST", answer.header("access-control-allow-methods"));
        assertEquals("authorization,content-type", answer.header("access-control-allow-headers"));
        assertEquals("true", answer.header("access-control-allow-credentials"));
        assertEquals("7200", answer.header("access-control-max-age"));
        assertEquals("origin", answer.header("vary"));
    }

    @Test
    void aPreflightOfAnotherOriginIs403() {
        HttpAnswer answer = answer(cors("https://app.example.com"), preflight("https://evil.example.com"));

        assertEquals(403, answer.status());
        assertNull(answer.header("access-control-allow-origin"));
        assertStatus(
                answer,
                Code.PERMISSION_DENIED,
                "the origin https://evil.example.com is not among OTLP2PARQUET_CORS_ALLOWED_ORIGINS");
    }

    @Test
    void whereEveryOriginIsAllowedNoCredentialsAre() {
        HttpAnswer answer = answer(cors("*"), preflight("https://app.example.com"));

        assertEquals(204, answer.status());
        assertEquals("*", answer.header("access-control-allow-origin"));
        assertNull(answer.header("access-control-allow-credentials"));
        assertNull(answer.header("vary"));
    }

    @Test
    void optionsWithoutAnOriginTellsWhatIsAllowed() {
        HttpAnswer answer = answer(cors("*"), Sent.of("OPTIONS", "/v1/logs"));

        assertEquals(204, answer.status());
        assertEquals("POST, OPTIONS", answer.header("allow"));
    }

    @Test
    void anErrorIsSharedWithAPageOfAnAllowedOrigin() {
        HttpAnswer answer = answer(
                cors("https://app.example.com"), Sent.of("POST", "/v1/logs").with("Origin", "https://app.example.com"));

        assertEquals(401, answer.status());
        assertEquals("https://app.example.com", answer.header("access-control-allow-origin"));
        assertEquals(
                "x-request-id, retry-after, otlp2parquet-committed", answer.header("access-control-expose-headers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/flush", "/quarantine", "/elsewhere"})
    void whatIsForOperatorsIsForNoPageWhicheverMaySend(String path) {
        for (String origins : List.of("*", "https://app.example.com")) {
            for (String method : List.of("OPTIONS", "GET", "POST")) {
                Admission admission = cors(origins)
                        .admit(
                                Sent.of(method, path)
                                        .with("Origin", "https://app.example.com")
                                        .with("Access-Control-Request-Method", "GET")
                                        .head(),
                                new RecordedLog());
                HttpAnswer answer =
                        assertInstanceOf(Admission.Answer.class, admission).response();
                assertTrue(answer.status() >= 400, method + " " + path + ": " + answer.status());
                for (Header header : answer.headers()) {
                    assertFalse(header.name().startsWith("access-control-"), header.toString());
                }
            }
            Admission status = cors(origins)
                    .admit(
                            Sent.of(path.equals("/flush") ? "POST" : "GET", path)
                                    .with("Origin", "https://app.example.com")
                                    .with("Authorization", "Bearer token")
                                    .head(),
                            new RecordedLog());
            if (status instanceof Admission.Operate operate) {
                assertNull(operate.context().corsOrigin());
            }
        }
    }

    private static Sent preflight(String origin) {
        return Sent.of("OPTIONS", "/v1/logs")
                .with("Origin", origin)
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization,content-type");
    }

    private static Gateway cors(String origins) {
        return gateway("AUTH_TOKEN", "token", "CORS_ALLOWED_ORIGINS", origins);
    }

    private String requestIdFor(String given) {
        return answer(Sent.of("POST", "/v1/logs").with("X-Request-Id", given)).header("x-request-id");
    }

    private static Gateway gateway(String... namesAndValues) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put("OTLP2PARQUET_" + namesAndValues[i], namesAndValues[i + 1]);
        }
        return Gateway.configure(variables, () -> 0x5EED);
    }

    private Admission.ReadBody admitted(Sent sent) {
        return assertInstanceOf(Admission.ReadBody.class, GATEWAY.admit(sent.head(), log));
    }

    private HttpAnswer answer(Sent sent) {
        return answer(GATEWAY, sent);
    }

    private HttpAnswer answer(Gateway gateway, Sent sent) {
        return assertInstanceOf(Admission.Answer.class, gateway.admit(sent.head(), log))
                .response();
    }

    /** Of a host without durable objects. */
    private HttpAnswer operate(Gateway gateway, Sent sent) {
        Admission.Operate asked =
                assertInstanceOf(Admission.Operate.class, gateway.admit(sent.head(), log), gateway.problem());
        return asked.answer(JvmPorts.of(null, Codec.ZSTD, null, null, log));
    }

    private static void assertStatus(HttpAnswer answer, Code code, String message) {
        Status status = Received.status(answer);
        assertEquals(message, status.getMessage());
        assertEquals(code.getNumber(), status.getCode());
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
