package dev.otlp2parquet.batching.committer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are stored without batching, whose files the committers bring into their tables. */
class DirectWayTest {

    private static final String COMMITTED = "otlp2parquet-committed";

    /** Finer than a millisecond: bodies are known by their content. */
    private static final long TIME = 1_795_253_400_000_000_001L;

    @RegisterExtension
    static final Lake lake = new Lake("direct");

    private final String namespace = lake.newNamespace();
    private World world;

    @BeforeEach
    void open() {
        world = new World(
                11,
                new Faults(new Random(11), 0),
                lake.folder(),
                lake.impatientClient(),
                Client.variables(lake, namespace, Map.of("OTLP2PARQUET_BATCHING_ENABLED", "false")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private HttpAnswer send(String text, int rows) {
        byte[] body = Client.body(text, rows, 0, TIME);
        return new Client(world).http("POST", "/v1/logs", body, world.workerPorts());
    }

    private void assertSent(String committed, String text, int rows) {
        HttpAnswer answer = send(text, rows);
        assertEquals(200, answer.status());
        assertEquals(committed, answer.header(COMMITTED));
    }

    private List<String> texts() {
        return lake.texts(namespace, "logs", "Body");
    }

    @Test
    void theAnswerComesWhenTheCommitterHasCommitted() {
        assertSent("true", "a", 3);
        assertEquals(Client.texts("a", 3), texts());
        world.hosts().forEach(host -> assertEquals(null, host.alarm(), "nothing is left to do"));
    }

    @Test
    void theSameRequestAgainIsKnownAlsoToACommitterThatLostItsDatabase() {
        assertSent("true", "a", 3);
        assertSent("true", "a", 3);
        world.delete(ActorKind.COMMITTER, namespace + ".logs");
        assertSent("true", "a", 3);
        assertEquals(Client.texts("a", 3), texts());
    }

    @Test
    void whatCannotBeCommittedNowIsQueuedAndCommittedLater() {
        assertSent("true", "a", 1);
        world.catalogDown(true);
        assertSent("queued", "b", 2);
        assertEquals(Client.texts("a", 1), texts());
        world.catalogDown(false);
        world.scheduler().runUntil(world.scheduler().now() + 120_000);
        List<String> rows = new ArrayList<>(Client.texts("a", 1));
        rows.addAll(Client.texts("b", 2));
        assertEquals(rows, texts());
    }

    @Test
    void twoRequestsThatShareAFileHoldUpNothing() {
        long hour = 3_600_000_000_000L;
        byte[] first = Client.body("a", 2, 0, TIME);
        byte[] second = Client.body("b", 2, 0, TIME + hour);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertSent("true", "before", 1);
        world.catalogDown(true);
        // A commit is under way, so that the next two are made together.
        assertSent("queued", "under way", 1);
        // An exporter that divides its batch when it sends it again: the file of the first hour has the same name.
        for (byte[] body : List.of(both, first)) {
            HttpAnswer answer = new Client(world).http("POST", "/v1/logs", body, world.workerPorts());
            assertEquals("queued", answer.header(COMMITTED));
        }
        world.catalogDown(false);
        world.scheduler().runUntil(world.scheduler().now() + 300_000);
        List<String> rows = new ArrayList<>(Client.texts("a", 2));
        rows.addAll(Client.texts("b", 2));
        rows.addAll(Client.texts("before", 1));
        rows.addAll(Client.texts("under way", 1));
        assertEquals(rows, texts());
        assertSent("true", "c", 1);
    }

    @Test
    void aHundredRequestsInSevenSecondsAreCommittedTogetherBecauseR2AllowsTwentyCommitsInAMinute() {
        String account = "0123456789abcdef0123456789abcdef";
        String address = "https://catalog.cloudflarestorage.com/" + account + "/" + Lake.BUCKET;
        HttpClient client = lake.impatientClient();
        AtomicInteger commits = new AtomicInteger();
        try (World r2 = new World(
                12,
                new Faults(new Random(12), 0),
                lake.folder(),
                request -> {
                    if (request.method().equals("POST") && request.url().endsWith("/tables/logs")) {
                        commits.incrementAndGet();
                    }
                    return client.send(
                            request.to(lake.harness().uri() + request.url().substring(address.length())));
                },
                Client.variables(
                        lake,
                        namespace,
                        Map.of(
                                "OTLP2PARQUET_BATCHING_ENABLED",
                                "false",
                                "OTLP2PARQUET_CATALOG_MODE",
                                "r2",
                                "OTLP2PARQUET_R2_ACCOUNT_ID",
                                account,
                                "OTLP2PARQUET_R2_API_TOKEN",
                                Lake.TOKEN)))) {
            List<HttpAnswer> answers = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            long begun = r2.scheduler().now();
            for (int i = 0; i < 100; i++) {
                byte[] body = Client.body("r" + i, 1, 0, TIME);
                rows.addAll(Client.texts("r" + i, 1));
                r2.scheduler()
                        .at(
                                begun + i * 70L,
                                () -> r2.scheduler()
                                        .start(() ->
                                                answers.add(new Client(r2).take("/v1/logs", body, r2.workerPorts()))));
            }
            r2.scheduler().runUntil(begun + 30_000);
            assertEquals(100, answers.size());
            for (HttpAnswer answer : answers) {
                assertEquals(200, answer.status());
                assertTrue(List.of("true", "queued").contains(answer.header(COMMITTED)), answer.header(COMMITTED));
            }
            assertTrue(commits.get() <= 4, commits + " commits");
            assertEquals(StoredTexts.sorted(rows), texts());
        }
    }

    @Test
    void rowsAreWrittenAnewForATableThatReplacedTheirs() {
        assertSent("true", "a", 1);
        lake.dropTable(namespace, "logs");
        assertSent("true", "b", 2);
        assertEquals(Client.texts("b", 2), texts());
    }
}
