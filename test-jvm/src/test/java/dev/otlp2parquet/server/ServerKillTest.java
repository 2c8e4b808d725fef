package dev.otlp2parquet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.testkit.Versitygw;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed by SIGKILL under load and started again, {@code -Dkills=N} times. Iceberg's own library finds each acknowledged
 * row once, and no row twice.
 */
@Tag("server")
class ServerKillTest {

    private static final int SENDERS = 6;
    private static final int ROWS = 10;

    @TempDir
    private Path folder;

    @Test
    void filesOnDisk() throws Exception {
        try (Lake lake = Lake.open("kills")) {
            String namespace = lake.newNamespace();
            Map<String, String> variables = variables(lake, namespace);
            variables.put("OTLP2PARQUET_STORAGE_BACKEND", "fs");
            variables.put("OTLP2PARQUET_STORAGE_PATH", lake.folder().toString());
            run(lake, namespace, variables);
        }
    }

    /** The server of the bucket checks signatures and conditions. */
    @Test
    @EnabledIfEnvironmentVariable(
            named = Versitygw.VARIABLE,
            matches = ".+",
            disabledReason = "scripts/versitygw builds it")
    void bucketOfS3() throws Exception {
        try (Versitygw s3 = new Versitygw(folder.resolve("s3"), Lake.BUCKET);
                Lake lake = Lake.openIn("kills", s3.bucketFolder(Lake.BUCKET))) {
            String namespace = lake.newNamespace();
            Map<String, String> variables = variables(lake, namespace);
            variables.remove("OTLP2PARQUET_R2_BUCKET_NAME");
            variables.put("OTLP2PARQUET_STORAGE_BACKEND", "s3");
            variables.put("OTLP2PARQUET_S3_BUCKET", Lake.BUCKET);
            variables.put("OTLP2PARQUET_S3_REGION", "us-east-1");
            variables.put("OTLP2PARQUET_S3_ENDPOINT", s3.endpoint());
            variables.put("OTLP2PARQUET_S3_ACCESS_KEY_ID", Versitygw.ACCESS_KEY);
            variables.put("OTLP2PARQUET_S3_SECRET_ACCESS_KEY", Versitygw.SECRET_KEY);
            run(lake, namespace, variables);
        }
    }

    private static Map<String, String> variables(Lake lake, String namespace) {
        Map<String, String> variables = new HashMap<>(lake.variables(namespace));
        variables.put("OTLP2PARQUET_ALLOW_ANONYMOUS", "true");
        variables.put("OTLP2PARQUET_BATCH_MAX_AGE_SECS", "1");
        variables.put("OTLP2PARQUET_BATCH_MAX_ROWS", "300");
        variables.put("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3");
        return variables;
    }

    private void run(Lake lake, String namespace, Map<String, String> variables) throws Exception {
        Random random = new Random(1);
        try (ServerInProcess server = new ServerInProcess(folder, variables)) {
            server.start();
            Senders senders = new Senders(server);
            senders.start();
            int kills = Integer.getInteger("kills", 3);
            for (int kill = 0; kill < kills; kill++) {
                Thread.sleep(1_000 + random.nextInt(2_500));
                server.kill();
                server.start();
            }
            senders.stop();
            flush(server);
            senders.check(lake.texts(namespace, "logs", "Body"), kills);
            int code = server.stop();
            assertTrue(code == 0 || code == 128 + 15, "SIGTERM ends it in order: " + code);
        }
    }

    private static void flush(ServerInProcess server) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> answer = server.send("POST", "/flush", null);
            if (answer.statusCode() == 200) {
                return;
            }
            assertTrue(attempt < 10, answer.statusCode() + " " + answer.body());
            Thread.sleep(500);
        }
    }

    /** Threads that send each request until it is acknowledged. */
    private static final class Senders {

        private final ServerInProcess server;
        private final AtomicBoolean ending = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

        Senders(ServerInProcess server) {
            this.server = server;
        }

        void start() {
            for (int i = 0; i < SENDERS; i++) {
                int number = i;
                Thread thread = new Thread(() -> send(number));
                thread.start();
                threads.add(thread);
            }
        }

        private void send(int sender) {
            try {
                for (int request = 0; !ending.get(); request++) {
                    String text = "s" + sender + "-" + request;
                    byte[] body = body(text);
                    while (!isAcknowledged(body)) {
                        Thread.sleep(50);
                    }
                    for (int row = 0; row < ROWS; row++) {
                        acknowledged.add(text + "/" + row);
                    }
                    Thread.sleep(10);
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        }

        private boolean isAcknowledged(byte[] body) throws InterruptedException {
            try {
                HttpResponse<String> answer = server.send("POST", "/v1/logs", body);
                assertTrue(answer.statusCode() == 200 || answer.statusCode() == 503, answer.body());
                return answer.statusCode() == 200;
            } catch (IOException e) {
                // The server is dead, or died before it answered.
                return false;
            }
        }

        /** A time finer than a millisecond: a repeat is recognised by the content. */
        private static byte[] body(String text) {
            ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
            var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
            for (int row = 0; row < ROWS; row++) {
                scope.addLogRecords(LogRecord.newBuilder()
                        .setTimeUnixNano(1_795_253_400_000_000_001L + row)
                        .setBody(AnyValue.newBuilder().setStringValue(text + "/" + row)));
            }
            return request.build().toByteArray();
        }

        void stop() throws InterruptedException {
            ending.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
        }

        void check(List<String> stored, int kills) {
            Map<String, Integer> copies = new HashMap<>();
            stored.forEach(row -> copies.merge(row, 1, Integer::sum));
            for (String row : acknowledged) {
                assertEquals(1, copies.remove(row), row);
            }
            assertEquals(Map.of(), copies, "rows that nobody sent, or that were not acknowledged and stored");
            System.out.println("server: " + acknowledged.size() + " rows once after " + kills + " kills");
        }
    }
}
