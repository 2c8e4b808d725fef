package dev.otlp2parquet.host.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.host.actor.ActorLimits;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.testkit.Seeds;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders on threads of their own repeat what is not acknowledged, while the store and the catalog fail and the host dies and starts
 * again over its SQLite files. Afterwards each row is stored once if it was acknowledged, and at most once if it was not.
 *
 * <p>A failure prints its seed. The seed decides the faults; the order of threads differs from run to run.
 */
@Tag("server")
class HostFaultsTest {

    private static final int SENDERS = 6;
    private static final int REQUESTS = 25;
    private static final int ROWS = 10;
    private static final int KILLS = 5;

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Lake lake = new Lake("host");

    @Test
    void plainFiles() throws Exception {
        for (long seed : Seeds.of("HostFaultsTest.plainFiles", 1)) {
            Path bucket = Files.createDirectories(folder.resolve("bucket-" + seed));
            new Schedule(seed, Client.variables(Map.of()), bucket, () -> StoredTexts.ofFolder(bucket)).run();
        }
    }

    @Test
    void tablesOfACatalog() throws Exception {
        for (long seed : Seeds.of("HostFaultsTest.tablesOfACatalog", 1)) {
            String namespace = lake.newNamespace();
            Map<String, String> variables =
                    Client.variables(lake, namespace, Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3"));
            new Schedule(seed, variables, lake.folder(), () -> lake.texts(namespace, "logs", "Body")).run();
        }
    }

    private static final class Schedule {

        private final long seed;
        private final Random random;
        private final Path bucket;
        private final Supplier<List<String>> stored;
        private final Map<String, String> variables;
        private final Map<String, Boolean> rows = new ConcurrentHashMap<>();
        private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

        Schedule(long seed, Map<String, String> variables, Path bucket, Supplier<List<String>> stored) {
            this.seed = seed;
            this.random = new Random(seed);
            this.bucket = bucket;
            this.stored = stored;
            this.variables = new HashMap<>(variables);
            this.variables.put("OTLP2PARQUET_BATCH_MAX_AGE_SECS", "1");
            this.variables.put("OTLP2PARQUET_BATCH_MAX_ROWS", Integer.toString(20 + random.nextInt(200)));
            this.variables.put("OTLP2PARQUET_BATCH_SHARDS", "2");
        }

        void run() throws Exception {
            ExecutorService threads = Executors.newCachedThreadPool();
            FaultyWorld world = new FaultyWorld(seed, 5 + random.nextInt(35), threads);
            Path data = folder.resolve("data-" + seed);
            // A slice of no time: a flush gives its turn away whenever it can.
            ActorLimits limits = new ActorLimits(2, 0, random.nextBoolean() ? 0 : 30_000_000, "FULL");
            try (HostOfTest host = new HostOfTest(
                    data,
                    variables,
                    world.store(new FileObjectStore(bucket)),
                    world.http(new JdkHttpClient()),
                    limits)) {
                List<Thread> senders = new ArrayList<>();
                for (int i = 0; i < SENDERS; i++) {
                    int number = i;
                    Thread sender = new Thread(() -> send(host, number));
                    sender.start();
                    senders.add(sender);
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    Thread.sleep(100 + random.nextInt(1_000));
                    host.kill();
                    host.start();
                }
                for (Thread sender : senders) {
                    sender.join();
                }
                world.heal();
                assertEquals(List.of(), List.copyOf(failures), this::story);
                flush(host);
                check(world);
            } finally {
                threads.shutdownNow();
            }
        }

        private void send(HostOfTest host, int sender) {
            try {
                for (int request = 0; request < REQUESTS; request++) {
                    Thread.sleep(new Random(seed + sender * 1_000L + request).nextInt(300));
                    String text = "s" + sender + "-" + request;
                    byte[] body = body("service " + sender, text);
                    HttpAnswer answer = host.answer(PostedBody.protobuf("/v1/logs", body));
                    for (int attempt = 0; answer.status() == 503 && attempt < 400; attempt++) {
                        Thread.sleep(25);
                        answer = host.answer(PostedBody.protobuf("/v1/logs", body));
                    }
                    assertEquals(200, answer.status(), HostOfTest.text(answer));
                    for (int row = 0; row < ROWS; row++) {
                        rows.put(text + "/" + row, true);
                    }
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        }

        private static byte[] body(String service, String text) {
            ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
            ResourceLogs.Builder logs = request.addResourceLogsBuilder();
            logs.getResourceBuilder()
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("service.name")
                            .setValue(AnyValue.newBuilder().setStringValue(service)));
            ScopeLogs.Builder scope = logs.addScopeLogsBuilder();
            for (int row = 0; row < ROWS; row++) {
                // A time finer than a millisecond: a repeat is recognised by the content.
                scope.addLogRecords(LogRecord.newBuilder()
                        .setTimeUnixNano(1_795_253_400_000_000_001L + row)
                        .setBody(AnyValue.newBuilder().setStringValue(text + "/" + row)));
            }
            return request.build().toByteArray();
        }

        private void flush(HostOfTest host) throws InterruptedException {
            HttpAnswer answer = host.answer(PostedBody.post("/flush"));
            for (int attempt = 0; answer.status() != 200; attempt++) {
                assertTrue(attempt < 10, HostOfTest.text(answer) + story());
                Thread.sleep(500);
                answer = host.answer(PostedBody.post("/flush"));
            }
        }

        private void check(FaultyWorld world) {
            Map<String, Integer> copies = new HashMap<>();
            stored.get().forEach(row -> copies.merge(row, 1, Integer::sum));
            for (String row : rows.keySet()) {
                assertEquals(1, copies.remove(row), () -> row + story());
            }
            assertEquals(Map.of(), copies, this::story);
            assertEquals(SENDERS * REQUESTS * ROWS, rows.size());
            System.out.println("host faults, seed " + seed + ": " + rows.size() + " rows once, " + world.injected()
                    + " faults, " + KILLS + " deaths");
        }

        private String story() {
            return ", seed " + seed + " (-Dtest.seed=" + seed + ")";
        }
    }
}
