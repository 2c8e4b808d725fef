package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.buffer.BufferRows;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.TestBody;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Json;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Requests through the whole Worker into buffers, and what an operator sees of those. */
class ReceiverWithBuffersTest {

    @RegisterExtension
    static final Lake lake = new Lake("flushed");

    @TempDir
    private Path folder;

    private World world;

    private void open(Map<String, String> more) {
        world = new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(more));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private HttpAnswer send(String method, String path, byte[] body) {
        return send(method, path, body, world.workerPorts());
    }

    private HttpAnswer send(String method, String path, byte[] body, BatchingPorts ports) {
        return new Client(world).http(method, path, body, ports);
    }

    private String get(String path) {
        return new String(send("GET", path, new byte[0]).body(), StandardCharsets.UTF_8);
    }

    private static BatchingPorts withCalls(BatchingPorts ports, ActorCalls calls) {
        return new BatchingPorts(ports.lake(), calls, ports.bodies(), ports.answers());
    }

    @Test
    void anAcceptedRequestIsInAFileAfterFlush() {
        open(Map.of());
        assertEquals(
                200, send("POST", "/v1/logs", TestBody.of(0, "l", 3).bytes()).status());
        assertEquals(
                200, send("POST", "/v1/traces", TestBody.of(1, "t", 3).bytes()).status());
        assertEquals(
                200, send("POST", "/v1/metrics", TestBody.of(2, "m", 3).bytes()).status());
        assertEquals(List.of(), StoredTexts.ofParquet(folder));
        HttpAnswer flushed = send("POST", "/flush", new byte[0]);
        assertEquals("{\"status\":\"done\",\"problems\":[]}", new String(flushed.body(), StandardCharsets.UTF_8));
        assertEquals(200, flushed.status());
        List<String> rows = new ArrayList<>(Client.texts("l", 3));
        rows.addAll(Client.texts("m", 3));
        rows.addAll(Client.texts("t", 3));
        assertEquals(rows, StoredTexts.ofParquet(folder));
    }

    @Test
    void flushGoesAllTheWayToTheTables() {
        String namespace = lake.newNamespace();
        world = new World(
                7,
                new Faults(new Random(7), 0),
                lake.folder(),
                lake.impatientClient(),
                Client.variables(lake, namespace, Map.of()));
        send("POST", "/v1/logs", TestBody.of(0, "l", 3).bytes());
        send("POST", "/v1/metrics", TestBody.of(2, "m", 3).bytes());
        assertEquals(200, send("POST", "/flush", new byte[0]).status());
        assertEquals(Client.texts("l", 3), lake.texts(namespace, "logs", "Body"));
        assertEquals(List.of("m/0", "m/2"), lake.texts(namespace, "metrics_gauge", "MetricName"));
        assertEquals(List.of("m/1"), lake.texts(namespace, "metrics_sum", "MetricName"));
        String status = get("/status");
        assertTrue(status.contains("\"last_snapshot_id\":\""), status);
        assertTrue(status.endsWith("\"status\":\"ok\"}"), status);
        world.catalogDown(true);
        send("POST", "/v1/logs", TestBody.of(0, "later", 1).bytes());
        HttpAnswer flushed = send("POST", "/flush", new byte[0]);
        assertEquals(503, flushed.status());
        String problem = new String(flushed.body(), StandardCharsets.UTF_8);
        assertTrue(problem.startsWith("{\"status\":\"incomplete\",\"problems\":[\""), problem);
        String health = get("/health");
        assertTrue(
                health.startsWith("{\"status\":\"degraded\",\"reasons\":"
                        + "[{\"what\":\"committer\",\"reason\":\"failing\",\"count\":1,\"age_s\":"),
                health);
        world.catalogDown(false);
        world.scheduler().runUntil(world.scheduler().now() + 120_000);
        assertEquals("{\"status\":\"ok\"}", get("/health"));
    }

    @Test
    void whatIsNoOtlpIsRefusedAndRejectedRecordsAreReported() {
        open(Map.of("OTLP2PARQUET_TIMESTAMP_UNIT", "ns"));
        assertEquals(400, send("POST", "/v1/logs", new byte[] {1, 2, 3}).status());
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
        scope.addLogRecordsBuilder().setTimeUnixNano(-1).getBodyBuilder().setStringValue("beyond");
        HttpAnswer all = send("POST", "/v1/logs", request.build().toByteArray());
        assertEquals(400, all.status());
        scope.addLogRecordsBuilder().setTimeUnixNano(1).getBodyBuilder().setStringValue("kept");
        HttpAnswer some = send("POST", "/v1/logs", request.build().toByteArray());
        assertEquals(200, some.status());
        assertTrue(new String(some.body(), StandardCharsets.UTF_8).contains("timeUnixNano"), "partial_success");
        send("POST", "/flush", new byte[0]);
        assertEquals(List.of("kept"), StoredTexts.ofFolder(folder));
    }

    @Test
    void anEmptyRequestIsAcceptedAndKeptNowhere() {
        open(Map.of());
        assertEquals(200, send("POST", "/v1/logs", new byte[0]).status());
        assertEquals(List.of(), world.hosts());
    }

    @Test
    void aSmallBodyWithMoreRowsThanMemoryHoldsIsRefusedBeforeItIsABuffersProblem() {
        open(Map.of());
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
        for (int i = 0; i < 500_000; i++) {
            scope.addLogRecordsBuilder();
        }
        HttpAnswer answer = send("POST", "/v1/logs", request.build().toByteArray());
        assertEquals(413, answer.status());
        String message = new String(answer.body(), StandardCharsets.UTF_8);
        assertTrue(message.contains("records take more than 50331648 bytes as rows; send smaller batches"), message);
        assertEquals(List.of(), world.hosts());
    }

    @Test
    void requestsOfMuchInMemoryAreWrittenInAsManyRangesAsThatNeeds() throws IOException {
        open(Map.of());
        for (int i = 0; i < 3; i++) {
            ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
            var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
            for (int j = 0; j < 15; j++) {
                Span.Builder span = scope.addSpansBuilder().setName("r" + i);
                for (int k = 0; k < 50_000; k++) {
                    span.addLinks(Span.Link.getDefaultInstance());
                }
            }
            assertEquals(
                    200,
                    send("POST", "/v1/traces", request.build().toByteArray()).status());
        }
        send("POST", "/flush", new byte[0]);
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(3, files.filter(Files::isRegularFile).count());
        }
        assertEquals(45, StoredTexts.ofParquet(folder).size());
    }

    @Test
    void aFullBufferIs503WithRetryAfter() {
        open(Map.of("OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES", "1048576"));
        world.storeDown(true);
        HttpAnswer answer = null;
        for (int i = 0; i < 12; i++) {
            answer = send("POST", "/v1/logs", Client.body("r" + i, 1, 100_000, 1));
        }
        assertEquals(503, answer.status());
        assertTrue(Integer.parseInt(answer.header("retry-after")) > 0);
        assertTrue(get("/status").contains("\"failure\":{\"reason\":\"the bucket does not answer\"")
                || get("/status").contains("\"oldest_age_ms\""));
    }

    @Test
    void aCallThatMayBeRepeatedIsAndOneOfAnOverloadedObjectIsNot() {
        open(Map.of());
        BatchingPorts ports = world.workerPorts();
        int[] calls = new int[1];
        ActorCalls flaky = (kind, name, message) -> {
            if (calls[0]++ < 2) {
                throw new ActorCallException("the object was moved", true, false);
            }
            return ports.actors().call(kind, name, message);
        };
        byte[] body = TestBody.of(0, "l", 1).bytes();
        assertEquals(
                200, send("POST", "/v1/logs", body, withCalls(ports, flaky)).status());
        assertEquals(3, calls[0]);
        calls[0] = 0;
        ActorCalls overloaded = (kind, name, message) -> {
            calls[0]++;
            throw new ActorCallException("too many", true, true);
        };
        HttpAnswer answer = send("POST", "/v1/logs", body, withCalls(world.workerPorts(), overloaded));
        assertEquals(503, answer.status());
        assertEquals(1, calls[0]);
    }

    @Test
    void theSameBodyAlwaysMeetsTheSameOfManyBuffers() {
        open(Map.of("OTLP2PARQUET_BATCH_SHARDS", "16"));
        for (int i = 0; i < 3; i++) {
            for (int body = 0; body < 10; body++) {
                assertEquals(
                        200,
                        send("POST", "/v1/logs", Client.body("b" + body, 1, 0, 1_795_253_400_000_000_001L))
                                .status());
            }
        }
        long kept = 0;
        for (World.Host host : world.hosts()) {
            kept += BufferRows.requests(host.sql());
        }
        assertEquals(10, kept);
        assertTrue(world.hosts().size() > 3, "the bodies are spread");
    }

    @Test
    void withoutDurableObjectsBatchingIsRefusedLoudly() {
        open(Map.of());
        BatchingPorts ports = world.workerPorts();
        BatchingPorts without = withCalls(ports, ActorCalls.NONE);
        HttpAnswer answer = send("POST", "/v1/logs", TestBody.of(0, "l", 1).bytes(), without);
        assertEquals(503, answer.status());
        assertTrue(new String(answer.body(), StandardCharsets.UTF_8).contains("OTLP2PARQUET_BATCHING_ENABLED=false"));
    }

    @Test
    void healthAsksTheObjectsOncePerTenSeconds() {
        open(Map.of());
        BatchingPorts ports = world.workerPorts();
        int[] calls = new int[1];
        ActorCalls counting = (kind, name, message) -> {
            calls[0] += kind == ActorKind.BUFFER ? 1 : 0;
            return ports.actors().call(kind, name, message);
        };
        for (int i = 0; i < 50; i++) {
            send("GET", "/health", new byte[0], withCalls(ports, counting));
        }
        assertEquals(3, calls[0], "three signals, once");
    }

    @Test
    void flushAsksAllBuffersAtOnceAndSaysInTimeWhatIsLeftOfEach() {
        open(Map.of());
        world.storeNeverAnswers(true);
        send("POST", "/v1/logs", TestBody.of(0, "l", 3).bytes());
        send("POST", "/v1/traces", TestBody.of(1, "t", 2).bytes());
        send("POST", "/v1/metrics", TestBody.of(2, "m", 1).bytes());
        long begun = world.scheduler().now();
        HttpAnswer flushed = send("POST", "/flush", new byte[0]);
        long took = world.scheduler().now() - begun;
        assertEquals(503, flushed.status());
        String left = "not done within 45 s, the work goes on; 0 requests with 0 rows wait, 1 ranges are being stored,"
                + " 0 wait for their commit\"";
        assertEquals(
                "{\"status\":\"incomplete\",\"problems\":[\"logs-0: " + left + ",\"traces-0: " + left + ",\"metrics-0: "
                        + left + "]}",
                new String(flushed.body(), StandardCharsets.UTF_8));
        assertTrue(took >= 45_000 && took < 60_000, took + " ms");
    }

    @Test
    void objectsThatDoNotAnswerHoldUpNobodyForAMinute() {
        open(Map.of("OTLP2PARQUET_BATCH_SHARDS", "20"));
        BatchingPorts ports = world.workerPorts();
        ActorCalls silent = new ActorCalls() {
            @Override
            public byte[] call(ActorKind kind, String name, byte[] message) {
                throw new AssertionError("one after the other");
            }

            @Override
            public PendingCall begin(ActorKind kind, String name, byte[] message, int timeoutMillis) {
                long deadline = world.scheduler().now() + timeoutMillis;
                return () -> {
                    world.scheduler().pause(deadline - world.scheduler().now());
                    throw new ActorCallException(name + ": no answer", false, true);
                };
            }
        };
        for (String path : List.of("/status", "/health", "/flush")) {
            long begun = world.scheduler().now();
            String method = path.equals("/flush") ? "POST" : "GET";
            HttpAnswer answer = send(method, path, new byte[0], withCalls(ports, silent));
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            long took = world.scheduler().now() - begun;
            assertTrue(took < 60_000, path + " took " + took + " ms");
            String expected = switch (path) {
                case "/status" -> "\"status\":\"degraded\"";
                case "/health" -> "{\"what\":\"buffer\",\"reason\":\"no answer\",\"count\":60,\"age_s\":0}";
                default -> "\"traces-19: it does not answer: traces-19: no answer\"";
            };
            assertTrue(text.contains(expected), text);
        }
    }

    @Test
    void flushWaitsNoLongerThanItsCallerPrefers() {
        open(Map.of());
        world.storeNeverAnswers(true);
        send("POST", "/v1/logs", TestBody.of(0, "l", 3).bytes());
        for (String prefer : List.of("wait=5", "wait=0")) {
            long begun = world.scheduler().now();
            HttpAnswer flushed = new Client(world)
                    .http("POST", "/flush", new byte[0], world.workerPorts(), List.of(new Header("prefer", prefer)));
            assertEquals(503, flushed.status());
            long took = world.scheduler().now() - begun;
            assertTrue(took < 7_000, prefer + " took " + took + " ms");
        }
    }

    @Test
    void aBufferThatDoesNotGetOnDegradesTheHealth() {
        open(Map.of());
        world.storeNeverAnswers(true);
        send("POST", "/v1/logs", TestBody.of(0, "l", 3).bytes());
        world.scheduler().runUntil(world.scheduler().now() + 60_000 + 250_000);
        assertEquals("{\"status\":\"ok\"}", get("/health"));
        world.scheduler().runUntil(world.scheduler().now() + 100_000);
        String health = get("/health");
        JsonNode found = Json.read(health);
        assertEquals(List.of("status", "reasons"), Json.names(found), health);
        assertEquals("degraded", found.get("status").textValue());
        assertEquals(1, found.get("reasons").size(), health);
        JsonNode reason = found.get("reasons").get(0);
        assertEquals(List.of("what", "reason", "count", "age_s"), Json.names(reason), health);
        assertEquals("buffer", reason.get("what").textValue());
        assertEquals("no progress", reason.get("reason").textValue());
        assertEquals(1, reason.get("count").intValue());
        int age = reason.get("age_s").intValue();
        assertTrue(age >= 340 && age < 360, health);
    }

    @Test
    void anObjectOfAnEarlierVersionSaysWhatIsWrongInItsTextAlone() {
        open(Map.of());
        BatchingPorts ports = world.workerPorts();
        String[] status = {"{\"buffer\":\"b\"}"};
        ActorCalls earlier =
                (kind, name, message) -> MessageOutput.answer().text(status[0]).toByteArray();
        assertEquals(
                "{\"status\":\"ok\"}",
                new String(
                        send("GET", "/health", new byte[0], withCalls(ports, earlier))
                                .body(),
                        StandardCharsets.UTF_8));
        world.scheduler().runUntil(world.scheduler().now() + 11_000);
        status[0] = "{\"buffer\":\"b\",\"failure\":{\"reason\":\"r\"}}";
        String health = new String(
                send("GET", "/health", new byte[0], withCalls(ports, earlier)).body(), StandardCharsets.UTF_8);
        assertTrue(health.contains("{\"what\":\"buffer\",\"reason\":\"failing\",\"count\":3,\"age_s\":0}"), health);
    }
}
