package dev.otlp2parquet.ingest;

import static dev.otlp2parquet.ingest.TestHost.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of one isolate that commit together, of which some never come back. */
class InterleavedRequestsTest {

    private static final long SEED = 20261121;
    private static final long START = System.currentTimeMillis() - 7_200_000;

    /** Longer than any lease. */
    private static final long VERY_LONG = 300_000;

    @RegisterExtension
    static final Lake lake = new Lake("interleaved");

    private String namespace = lake.newNamespace();
    /** What was answered, by the body that was sent. */
    private final Map<String, String> answers = new TreeMap<>();

    private LakeIsolate isolate(Interleaving interleaving) {
        LakeIsolate isolate = new LakeIsolate(lake, namespace);
        isolate.clock(interleaving.clock());
        isolate.httpThrough(interleaving.over(isolate.http()));
        isolate.storeThrough(interleaving.over(lake.bucket()));
        return isolate;
    }

    private Runnable request(LakeIsolate isolate, String body) {
        return () -> {
            HttpAnswer answer = isolate.post("/v1/logs", Telemetry.logs("cart", Telemetry.log(NOW + 1, body)));
            answers.put(body, answer.status() + " " + answer.header("otlp2parquet-committed"));
        };
    }

    /** How often each body is in the table, from one scan of it. */
    private Map<String, Long> copies() {
        return lake.texts(namespace, "logs", "Body").stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static long times(String body, Map<String, Long> copies) {
        return copies.getOrDefault(body, 0L);
    }

    @Test
    void fiftyRequestsAtOnceMakeFewCommits() {
        Interleaving interleaving = new Interleaving(SEED, START);
        LakeIsolate isolate = isolate(interleaving);
        // What it has written itself it reads back from memory.
        isolate.storeThrough(interleaving.over(new PutStore(lake.bucket()::putIfAbsent)));
        List<String> bodies = new ArrayList<>();
        for (int i = 10; i < 60; i++) {
            bodies.add("body " + i);
            interleaving.add(i % 5, request(isolate, "body " + i));
        }
        int requests = lake.harness().requests();
        int commits = lake.harness().commits();
        interleaving.run();

        assertEquals(bodies, lake.texts(namespace, "logs", "Body"));
        for (String body : bodies) {
            assertEquals("200 true", answers.get(body));
        }
        int made = lake.harness().commits() - commits;
        assertTrue(made <= 5, made + " commits");
        // Configuration, load, namespace, table: once for all of them.
        assertEquals(made + 4, lake.harness().requests() - requests);
    }

    /**
     * One request begins alone, so that it leads; it stops at one of its blocking calls, and the others go on.
     *
     * @return how many blocking calls it made
     */
    private int leaderStops(int call, boolean effect, long millis) {
        answers.clear();
        // So that the table has to be created too.
        namespace = lake.newNamespace();
        Interleaving interleaving = new Interleaving(SEED + call, START);
        LakeIsolate isolate = isolate(interleaving);
        String name = call + (effect ? " after " : " before ") + millis + " ";
        Interleaving.Task leader =
                interleaving.add(0, request(isolate, name + "leader")).pausesAt(call, effect, millis);
        for (int i = 0; i < 3; i++) {
            interleaving.add(20 + 60 * i, request(isolate, name + i));
        }
        interleaving.run();
        Map<String, Long> copies = copies();
        for (int i = 0; i < 3; i++) {
            assertEquals("200 true", answers.get(name + i), name);
            assertEquals(1, times(name + i, copies), name);
        }
        if (leader.died()) {
            assertTrue(times(name + "leader", copies) <= 1, name);
        } else {
            assertEquals("200 true", answers.get(name + "leader"), name);
        }
        // Its exporter sends it again.
        interleaving.add(0, request(isolate, name + "leader"));
        interleaving.run();
        assertEquals("200 true", answers.get(name + "leader"), name);
        assertEquals(1, times(name + "leader", copies()), name);
        return leader.calls();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeaderThatDiesAtAnyCallLosesAndDoublesNothing(boolean effect) {
        int calls = leaderStops(1, effect, -1);
        for (int call = 2; calls == call - 1; call++) {
            calls = leaderStops(call, effect, -1);
        }
        assertTrue(calls >= 8, calls + " calls, those to create the table among them");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeaderThatComesBackWhenAnotherLeadsDoesNoHarm(boolean effect) {
        for (int call = 1; call <= 12; call++) {
            leaderStops(call, effect, VERY_LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeaderWhoseCallFailsWhenAnotherLeadsDoesNotAnswerForTheOther(boolean effect) {
        int wokenUnderASuccessor = 0;
        for (int call = 4; call <= 10; call++) {
            for (long millis : new long[] {40_000, 55_000, 70_000, 85_000}) {
                answers.clear();
                namespace = lake.newNamespace();
                Interleaving interleaving = new Interleaving(SEED + call, START);
                // The successor is still at work on the batch of both when the leader wakes.
                interleaving.slowFrom(START + 15_000);
                LakeIsolate isolate = isolate(interleaving);
                String name = "call " + call + (effect ? " after " : " before ") + millis + " ";
                interleaving
                        .add(0, request(isolate, name + "leader"))
                        .pausesAt(call, effect, millis)
                        .andFails();
                for (int i = 0; i < 3; i++) {
                    interleaving.add(20 + 60 * i, request(isolate, name + i));
                }
                interleaving.run();
                Map<String, Long> copies = copies();
                for (int i = 0; i < 3; i++) {
                    assertEquals("200 true", answers.get(name + i), name + i);
                    assertEquals(1, times(name + i, copies), name + i);
                }
                String answer = answers.get(name + "leader");
                // Before it leads, a failure is its own.
                assertTrue(answer.equals("200 true") || answer.startsWith("503"), name + answer);
                wokenUnderASuccessor += answer.equals("200 true") ? 1 : 0;
                assertTrue(times(name + "leader", copies) <= 1, name);
            }
        }
        assertTrue(wokenUnderASuccessor >= 8, wokenUnderASuccessor + " of 28");
    }

    @Test
    void aBucketThatDoesNotAnswerMakesEveryRequestFailInTheEnd() {
        Interleaving interleaving = new Interleaving(SEED, START);
        LakeIsolate isolate = isolate(interleaving);
        ObjectStore store = interleaving.over(lake.bucket());
        isolate.storeThrough(new PutStore((key, data, offset, length) -> {
            if (key.endsWith(".avro")) {
                // The host gives up after 30 s and a little for the bytes.
                interleaving.clock().sleep(30_050);
                throw new StoreException("no answer within 30 s", true);
            }
            return store.putIfAbsent(key, data, offset, length);
        }));
        for (int i = 0; i < 4; i++) {
            interleaving.add(200L * i, request(isolate, "deaf " + i));
        }
        interleaving.run();
        for (int i = 0; i < 4; i++) {
            assertEquals("200 false", answers.get("deaf " + i), "stored, and not committed");
        }
    }

    /** Requests of two isolates that die, sleep and meet faults, all by chance. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whateverHappensRowsAcknowledgedAsCommittedAreThereOnce(int run) {
        Fault[] faults = {
            Fault.NONE,
            Fault.NONE,
            Fault.CONFLICT_BEFORE,
            Fault.CONFLICT_AFTER,
            Fault.ERROR_BEFORE,
            Fault.UNAVAILABLE_AFTER,
            Fault.RESET_BEFORE,
            Fault.RESET_AFTER,
            Fault.THROTTLED,
            Fault.CONCURRENT_UPDATE_BEFORE,
            Fault.CONCURRENT_UPDATE_AFTER,
            Fault.UNAUTHORIZED
        };
        String where = "seed " + (SEED + run);
        Random random = new Random(SEED + run);
        Interleaving interleaving = new Interleaving(SEED + run, START);
        List<LakeIsolate> isolates = List.of(isolate(interleaving), isolate(interleaving));
        for (int i = 0; i < 12; i++) {
            lake.harness().inject(faults[random.nextInt(faults.length)]);
        }
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            // Every fourth body is sent twice, by both isolates.
            String body = "body " + i;
            bodies.add(body);
            for (int copy = 0; copy < (i % 4 == 0 ? 2 : 1); copy++) {
                LakeIsolate isolate = isolates.get((i + copy) % 2);
                Interleaving.Task task = interleaving.add(random.nextInt(400), request(isolate, body));
                int call = 1 + random.nextInt(20);
                switch (random.nextInt(5)) {
                    case 0 -> task.diesAt(call, random.nextBoolean());
                    case 1 -> task.pausesAt(call, random.nextBoolean(), VERY_LONG);
                    default -> {
                        // Comes to its end.
                    }
                }
            }
        }
        interleaving.run();
        Map<String, Long> copies = copies();
        for (String body : bodies) {
            String answer = answers.getOrDefault(body, "none");
            assertTrue(times(body, copies) <= 1, where + ": " + body);
            if (answer.equals("200 true")) {
                assertEquals(1, times(body, copies), where + ": " + body);
            }
        }

        lake.harness().clearFaults();
        for (String body : bodies) {
            interleaving.add(100_000, request(isolates.get(random.nextInt(2)), body));
        }
        interleaving.run();
        Map<String, Long> after = copies();
        for (String body : bodies) {
            assertEquals("200 true", answers.get(body), where);
            assertEquals(1, times(body, after), where + ": " + body);
        }
    }
}
