package dev.otlp2parquet.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances of the function commit each request to Iceberg tables before they answer. */
class LambdaLakeTest {

    @RegisterExtension
    static final Lake lake = new Lake("lambda");

    private static final int INSTANCES = 10;
    private static final int REQUESTS = 3;

    private final String namespace = lake.newNamespace();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private OtlpHandler instance() {
        Map<String, String> environment = lake.variables(namespace);
        environment.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        // As in the template.
        environment.put("OTLP2PARQUET_WARN_ON_CATALOG_FAILURE", "false");
        return new OtlpHandler(
                environment, (variables, http, digest, clock, random) -> lake.bucket(), (level, line) -> log.add(line));
    }

    private static byte[] event(String text) {
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1760000000123456789\","
                + "\"body\":{\"stringValue\":\"" + text + "\"}}]}]}]}";
        return Utf8.encode(new JsonObject()
                .put("version", "2.0")
                .put("rawPath", "/v1/logs")
                .put("headers", new JsonObject().put("content-type", "application/json"))
                .put("requestContext", new JsonObject().put("http", new JsonObject().put("method", "POST")))
                .put("body", body)
                .put("isBase64Encoded", false)
                .toJson());
    }

    /** @param timeoutMillis of the function */
    private static JsonObject invoke(OtlpHandler instance, byte[] event, int timeoutMillis) throws IOException {
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        Context context = (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemainingTimeInMillis" -> (int) Math.max(0, (end - System.nanoTime()) / 1_000_000L);
                    case "getAwsRequestId" -> "invocation";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        instance.handleRequest(new ByteArrayInputStream(event), out, context);
        return JsonValue.parseObject(out.toByteArray());
    }

    private List<String> rows() {
        return lake.texts(namespace, "logs", "Body");
    }

    private static String committed(JsonObject result) {
        return result.object("headers").stringOr("otlp2parquet-committed", "");
    }

    @Test
    void theSameEventTwiceMakesOneRow() throws IOException {
        OtlpHandler first = instance();
        for (OtlpHandler instance : List.of(first, first, instance())) {
            JsonObject result = invoke(instance, event("once"), 60_000);
            assertEquals(200, result.int32("statusCode"), result.toJson());
            assertEquals("true", committed(result));
        }

        assertEquals(List.of("once"), rows());
    }

    @Test
    void aCommitThatConflictsIsMadeAgain() throws IOException {
        OtlpHandler instance = instance();
        invoke(instance, event("a"), 60_000);
        lake.harness().inject(Fault.CONFLICT_BEFORE, Fault.CONFLICT_AFTER);

        assertEquals(200, invoke(instance, event("b"), 60_000).int32("statusCode"));
        assertEquals(200, invoke(instance, event("c"), 60_000).int32("statusCode"));

        assertEquals(List.of("a", "b", "c"), rows());
    }

    /** The exporter learns that it has to send again, and the repeat finds the commit that was made unseen. */
    @Test
    void aCommitThatHangsIsAnsweredInTimeAndNeverDoubled() throws IOException {
        OtlpHandler instance = instance();
        invoke(instance, event("a"), 60_000);
        lake.harness().inject(Fault.HANG_AFTER);

        JsonObject result = invoke(instance, event("b"), 1_800);

        assertEquals(503, result.int32("statusCode"), result.toJson());
        assertEquals("unknown", committed(result));
        assertTrue(result.object("headers").has("retry-after"));
        assertTrue(log.toString().contains("the time of the function is up"), log.toString());
        assertEquals(200, invoke(instance(), event("b"), 60_000).int32("statusCode"));
        assertEquals(List.of("a", "b"), rows());
    }

    @Test
    void aCatalogThatIsAwayIsNoSuccess() throws IOException {
        OtlpHandler instance = instance();
        lake.harness().acceptToken("another");

        JsonObject result = invoke(instance, event("a"), 20_000);

        assertEquals(503, result.int32("statusCode"), result.toJson());
        assertEquals("false", committed(result));
        lake.harness().acceptToken(Lake.TOKEN);
        assertEquals(200, invoke(instance, event("a"), 60_000).int32("statusCode"));
        assertEquals(List.of("a"), rows());
    }

    @Test
    void everyAcknowledgedRowOfManyInstancesIsThereOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        try {
            List<Future<List<String>>> senders = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                OtlpHandler instance = instance();
                String name = "i" + i;
                senders.add(threads.submit(() -> acknowledged(instance, name)));
            }
            List<String> acknowledged = new ArrayList<>();
            for (Future<List<String>> sender : senders) {
                acknowledged.addAll(sender.get());
            }
            Collections.sort(acknowledged);
            assertEquals(INSTANCES * REQUESTS, acknowledged.size());
            assertEquals(acknowledged, rows());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sends as an exporter does: what is not acknowledged is sent again. */
    private static List<String> acknowledged(OtlpHandler instance, String name) throws IOException {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            byte[] event = event(name + "-" + i);
            while (invoke(instance, event, 30_000).int32("statusCode") == 503) {
                // Again.
            }
            acknowledged.add(name + "-" + i);
        }
        return acknowledged;
    }
}
