package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.Telemetry.HOUR;
import static dev.otlp2parquet.ingest.TestHost.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal bodies one after the other, each stored on its own: which are one request that is sent again, and which are meant twice. */
class RepeatsWithoutBatchingTest {

    @TempDir
    private Path directory;

    private static final Message FINE = Telemetry.logs("cart", Telemetry.log(NOW + 1, "x"));
    private static final Message COARSE = Telemetry.logs("cart", Telemetry.log(NOW, "x"), Telemetry.log(NOW, "y"));
    private static final Message TIMELESS = Telemetry.logs("cart", Telemetry.log(0, "x"));

    private static HttpAnswer post(TestHost host, String key, Message request) {
        Sent head = Sent.post("/v1/logs", TestHost.PROTOBUF);
        return host.post(key == null ? head : head.with("Idempotency-Key", key), new ArrayBody(request.toByteArray()));
    }

    private static void stored(TestHost host, String key, Message request) {
        assertEquals(200, post(host, key, request).status());
    }

    @Test
    void aBodyThatIsKnownByItsContentIsStoredOnce() {
        TestHost host = new TestHost(directory);
        for (int i = 0; i < 3; i++) {
            stored(host, null, FINE);
            assertEquals("content", host.log().text("recognised_by"));
        }
        assertEquals(1, host.keys().size());
    }

    @Test
    void logsOfOneMillisecondAreStoredEachTime() {
        TestHost host = new TestHost(directory);
        for (int i = 0; i < 3; i++) {
            stored(host, null, COARSE);
            assertEquals("attempt", host.log().text("recognised_by"));
        }
        assertEquals(3, host.keys().size());
    }

    @Test
    void logsWithoutATimeAreStoredEachTime() {
        TestHost host = new TestHost(directory);
        for (int i = 0; i < 3; i++) {
            stored(host, null, TIMELESS);
        }
        assertEquals(3, host.keys().size());
    }

    @Test
    void aKeyAndAnEqualBodyAreOneRequest() {
        TestHost host = new TestHost(directory);
        for (int i = 0; i < 3; i++) {
            stored(host, "one", COARSE);
            assertEquals("key", host.log().text("recognised_by"));
            stored(host, "one", TIMELESS);
        }
        assertEquals(2, host.keys().size(), "two bodies");

        stored(host, "two", COARSE);
        assertEquals(3, host.keys().size(), "another key");
        stored(host, "", COARSE);
        stored(host, "", COARSE);
        assertEquals(5, host.keys().size(), "no key");
    }

    @Test
    void withoutAWindowNothingIsKnownAgain() {
        TestHost host = new TestHost(directory, "DEDUPE_WINDOW_SECS", "0");
        for (int i = 0; i < 2; i++) {
            stored(host, "one", FINE);
            stored(host, "one", COARSE);
            stored(host, "one", TIMELESS);
        }
        assertEquals(6, host.keys().size());
    }

    /** One object is stored, the other is not: the request that is sent again stores the other. */
    @Test
    void aRequestThatFailedHalfWayFindsItsObjectsWhenItIsSentAgain() {
        TestHost host = new TestHost(directory);
        StoreDouble store = new StoreDouble(host.files());
        host.storeThrough(store);
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        Telemetry.addLogs(request, "cart", Telemetry.log(NOW, "x"));
        Telemetry.addLogs(request, "fleet", Telemetry.log(NOW, "x"));
        Message twoServices = request.build();
        store.failPut(1);
        HttpAnswer failed = post(host, null, twoServices);
        assertEquals(503, failed.status());
        List<String> half = host.keys();
        assertEquals(1, half.size());

        stored(host, null, twoServices);
        List<String> whole = host.keys();
        assertEquals(2, whole.size());
        assertTrue(whole.containsAll(half), whole.toString());

        stored(host, null, twoServices);
        assertEquals(4, host.keys().size(), "one failure excuses one repeat");
    }

    @Test
    void logsOfTwoInstantsAreKnownByTheirContent() {
        TestHost host = new TestHost(directory);
        Message request = Telemetry.logs("cart", Telemetry.log(NOW, "x"), Telemetry.log(NOW - HOUR, "y"));
        stored(host, null, request);
        stored(host, null, request);
        assertEquals(2, host.keys().size(), "one for each hour");
    }
}
