package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests use the same memory one after the other; the objects they store, whose keys hold a hash of the content, do not show it. */
class ReusedMemoryTest {

    private static final long NOW = TestHost.NOW;

    @TempDir
    Path directory;

    @Test
    void requestsStoreTheSameBytesWhateverCameBefore() {
        long seed = new Random().nextLong();
        System.out.println("ReusedMemoryTest: seed " + seed);
        Random random = new Random(seed);
        List<Message> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(logs(random));
            requests.add(Telemetry.spans("cart" + i, NOW));
        }
        TestHost used = new TestHost(directory.resolve("used"));
        TreeSet<String> expected = new TreeSet<>();
        for (int i = 0; i < requests.size(); i++) {
            Message request = requests.get(i);
            String path = request instanceof ExportLogsServiceRequest ? "/v1/logs" : "/v1/traces";
            TestHost fresh = new TestHost(directory.resolve("fresh" + i));
            assertEquals(200, fresh.post(path, request).status());
            expected.addAll(fresh.keys());
            spoil(used, random);
            assertEquals(200, used.post(path, request).status());
        }
        assertEquals(List.copyOf(expected), used.keys().stream().sorted().toList());
    }

    @Test
    void aRequestThatCannotBeStoredLeavesNothingToTheNext() {
        TestHost host = new TestHost(directory);
        host.storeThrough(new PutStore((key, data, offset, length) -> {
            throw new IllegalStateException("a bug");
        }));
        assertEquals(
                503,
                host.post("/v1/logs", Telemetry.logs("lost", Telemetry.log(NOW, "lost")))
                        .status());
        host.storeThrough(host.files());
        assertEquals(
                200,
                host.post("/v1/logs", Telemetry.logs("kept", Telemetry.log(NOW, "kept")))
                        .status());
        assertEquals(1, host.keys().size());
        assertTrue(host.keys().get(0).contains("kept"), host.keys().toString());
    }

    /** Things that end a request early or half-way; none stores anything. */
    private static void spoil(TestHost host, Random random) {
        String good = "{\"timeUnixNano\":\"" + NOW + "\",\"body\":{\"stringValue\":\"lost\"},\"attributes\":"
                + "[{\"key\":\"a\",\"value\":{\"stringValue\":\"b\"}}]}";
        HttpAnswer answer = switch (random.nextInt(4)) {
            case 0 -> host.post("/v1/logs", TestHost.JSON, body(good + "," + good + ",{"));
            case 1 -> host.post("/v1/logs", TestHost.JSON, body("{\"traceId\":\"c0ffee\"}"));
            case 2 -> host.post("/v1/traces", TestHost.PROTOBUF, "no protobuf");
            default -> host.post("/v1/logs", TestHost.JSON, new RefusedBody(BodyFault.CORRUPT));
        };
        assertEquals(400, answer.status());
    }

    private static String body(String records) {
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
    }

    /** Some with more different texts than are worth a dictionary, some with repeated ones, attributes now and then. */
    private static ExportLogsServiceRequest logs(Random random) {
        int rows = random.nextInt(4) == 0 ? 6000 : random.nextInt(200) + 1;
        int distinct = random.nextInt(rows) + 1;
        LogRecord[] records = new LogRecord[rows];
        for (int i = 0; i < rows; i++) {
            LogRecord.Builder record = Telemetry.log(NOW + i, "text " + random.nextInt(distinct)).toBuilder();
            for (int a = random.nextInt(12); a > 0; a--) {
                record.addAttributes(Telemetry.text("key" + a, "value " + random.nextInt(distinct)));
            }
            records[i] = record.build();
        }
        return Telemetry.logs("service" + random.nextInt(3), records);
    }
}
