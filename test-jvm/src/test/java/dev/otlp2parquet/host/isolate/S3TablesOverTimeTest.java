package dev.otlp2parquet.host.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.doubles.Keys;
import dev.otlp2parquet.doubles.S3TablesDouble;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.host.SystemClock;
import dev.otlp2parquet.host.actor.ActorLimits;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.testkit.Versitygw;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What only time brings to tables of Amazon S3 Tables: files that nobody named are deleted, and keys expire. */
@EnabledIfEnvironmentVariable(
        named = Versitygw.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_VERSITYGW is not set: scripts/versitygw builds it and prints its path")
@Tag("server")
class S3TablesOverTimeTest {

    private static final int REQUESTS = 3;
    private static final int ROWS = 10;
    private static final int ATTEMPTS = 20;

    @TempDir
    private Path folder;

    private S3TablesDouble tables;
    private final TravellingClock clock = new TravellingClock();
    private final AtomicReference<Keys> keys = new AtomicReference<>();

    /** The time of the machine, or an earlier one. The catalog, which has the machine's, accepts no snapshot of the future. */
    private static final class TravellingClock implements Clock {
        private final Clock now = new SystemClock();
        private volatile Duration behind = Duration.ZERO;

        @Override
        public long unixNanos() {
            return now.unixNanos() - behind.toNanos();
        }

        @Override
        public void sleep(long millis) {
            now.sleep(millis);
        }
    }

    @BeforeEach
    void start() throws Exception {
        tables = new S3TablesDouble(folder.resolve("aws"), S3TablesDouble.Settings.any());
        keys.set(tables.keys());
    }

    @AfterEach
    void stop() throws Exception {
        tables.close();
    }

    private HostOfTest host() throws IOException {
        Map<String, String> variables = Client.variables(Map.of(
                "OTLP2PARQUET_CATALOG_MODE",
                "s3tables",
                "OTLP2PARQUET_S3_TABLES_ARN",
                tables.warehouse(),
                "OTLP2PARQUET_CATALOG_URI",
                tables.uri(),
                "OTLP2PARQUET_S3_ENDPOINT",
                tables.s3Endpoint(),
                "OTLP2PARQUET_BATCH_MAX_AGE_SECS",
                "3600",
                "OTLP2PARQUET_COMMIT_INTERVAL_SECS",
                "3600"));
        return new HostOfTest(
                folder.resolve("data"),
                variables,
                new FileObjectStore(folder.resolve("bucket")),
                new JdkHttpClient(),
                new ActorLimits(1, 0, 0, "FULL"),
                clock,
                () -> new Credentials(
                        keys.get().accessKeyId(),
                        keys.get().secretAccessKey(),
                        keys.get().sessionToken()));
    }

    private static void accept(HostOfTest host, int from) {
        for (int i = from; i < from + REQUESTS; i++) {
            byte[] body = Client.body("request" + i, ROWS, 0, 1_795_253_400_000_000_001L);
            HttpAnswer answer = host.answer(PostedBody.protobuf("/v1/logs", body));
            assertEquals(200, answer.status(), HostOfTest.text(answer));
        }
    }

    private static String flush(HostOfTest host) {
        return HostOfTest.text(host.answer(PostedBody.post("/flush")));
    }

    /** Flushes until all is committed: a range that is written again takes a second round. */
    private static void flushAll(HostOfTest host) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            answers.add(flush(host));
            if (answers.get(i).startsWith("200 ")) {
                return;
            }
        }
        throw new AssertionError(String.join("\n", answers));
    }

    /** The texts of all rows, sorted; each once if nothing is stored twice. */
    private List<String> bodies() throws IOException {
        Table table = tables.catalog().loadTable(TableIdentifier.of("otel", "logs"));
        List<String> bodies = new ArrayList<>();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table).select("body").build()) {
            rows.forEach(row -> bodies.add(row.getField("body").toString()));
        }
        bodies.sort(null);
        return bodies;
    }

    private static List<String> expected(int requests) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            expected.addAll(Client.texts("request" + i, ROWS));
        }
        expected.sort(null);
        return expected;
    }

    @Test
    void rowsWhoseFilesWereDeletedWhileTheyWaitedAreWrittenAgain() throws Exception {
        clock.behind = Duration.ofDays(4);
        try (HostOfTest host = host()) {
            accept(host, 0);
            flushAll(host);
            for (int i = 0; i < 40; i++) {
                tables.inject(Fault.FORBIDDEN);
            }
            accept(host, REQUESTS);
            assertTrue(flush(host).startsWith("503 "));

            clock.behind = Duration.ZERO;
            List<String> deleted = tables.deleteUnreferenced("otel", "logs", Duration.ZERO);
            assertTrue(deleted.stream().anyMatch(location -> location.endsWith(".parquet")), deleted::toString);
            assertTrue(deleted.stream().anyMatch(location -> location.endsWith(".avro")), deleted::toString);
            tables.clearFaults();

            flushAll(host);
            assertTrue(host.errors().stream().noneMatch(line -> line.contains("rows are lost")));
        }
        assertEquals(expected(2 * REQUESTS), bodies());
    }

    @Test
    void rowsWhoseFilesAreStillThereAreCommittedAfterDays() throws Exception {
        clock.behind = Duration.ofDays(2);
        try (HostOfTest host = host()) {
            for (int i = 0; i < 40; i++) {
                tables.inject(Fault.FORBIDDEN);
            }
            accept(host, 0);
            assertTrue(flush(host).startsWith("503 "));
            int puts = tables.s3Requests().get("PUT");
            clock.behind = Duration.ZERO;
            tables.clearFaults();
            flushAll(host);
            // New manifests and a new list, no data file.
            assertTrue(
                    tables.s3Requests().get("PUT") - puts <= 3,
                    () -> tables.s3Requests().toString());
        }
        assertEquals(expected(REQUESTS), bodies());
    }

    @Test
    void aCommitWhoseAnswerWasLostDaysAgoIsFound() throws Exception {
        clock.behind = Duration.ofDays(4);
        try (HostOfTest host = host()) {
            tables.inject(Fault.RESET_AFTER);
            for (int i = 0; i < 40; i++) {
                tables.inject(Fault.FORBIDDEN);
            }
            accept(host, 0);
            flush(host);
            clock.behind = Duration.ZERO;
            tables.deleteUnreferenced("otel", "logs", Duration.ZERO);
            tables.clearFaults();
            flushAll(host);
        }
        assertEquals(expected(REQUESTS), bodies());
    }

    @Test
    void keysThatAreReplacedBeforeTheyExpireAreUsedAtOnce() throws Exception {
        keys.set(tables.issueKeys(Duration.ofHours(1)));
        try (HostOfTest host = host()) {
            accept(host, 0);
            flushAll(host);
            Keys old = keys.get();
            keys.set(tables.issueKeys(Duration.ofHours(1)));
            tables.expireKeys(old);
            accept(host, REQUESTS);
            flushAll(host);

            // Nothing replaces these: the rows wait, and the message names the reason and no secret.
            tables.expireKeys(keys.get());
            accept(host, 2 * REQUESTS);
            String refused = flush(host);
            assertTrue(refused.startsWith("503 ") && refused.contains("expired"), refused);
            assertFalse(refused.contains(keys.get().sessionToken()), refused);
            keys.set(tables.issueKeys(Duration.ofHours(1)));
            flushAll(host);
        }
        assertEquals(expected(3 * REQUESTS), bodies());
    }
}
