package dev.otlp2parquet.batching.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.buffer.RangeReader;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders that repeat what is not acknowledged, against objects that die, calls that fail before or after their effect or
 * take long, in an order that follows from a seed. Afterwards every acknowledged row is stored exactly once.
 *
 * <p>A failure prints its seed; {@code -Dseed=<number>} runs that one alone, {@code -Dschedules=<number>} says how many:
 * at night a thousand of each kind, whose first are those of the day.
 */
class FaultScheduleTest {

    private static final int SENDERS = 3;
    private static final int REQUESTS = 4;

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Lake lake = new Lake("schedules");

    /** Orphans of all schedules, for the report. */
    private static int orphans;

    private static int crashes;
    private static int unseenAnswers;
    private static int hangUps;
    private static int predicted;
    private static int doubled;
    private static int faultsInjected;

    @Test
    void plainFiles() throws IOException {
        for (long seed : seeds(100)) {
            Path bucket = Files.createDirectories(folder.resolve("plain-" + seed));
            Schedule schedule = new Schedule(seed, bucket, null, Client.variables(Map.of()));
            schedule.run(() -> schedule.check(StoredTexts.ofParquet(bucket)));
        }
        report("plain");
    }

    @Test
    void tablesOfACatalog() throws IOException {
        Path bucket = lake.folder();
        for (long seed : seeds(15)) {
            String namespace = "s" + seed;
            Schedule schedule = new Schedule(
                    seed,
                    bucket,
                    namespace,
                    Client.variables(lake, namespace, Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3")));
            schedule.run(() -> {
                List<String> rows = new ArrayList<>();
                Set<String> referenced = new HashSet<>();
                for (String table : lake.tables(namespace)) {
                    String column = table.equals("logs") ? "Body" : table.equals("traces") ? "SpanName" : "MetricName";
                    rows.addAll(lake.texts(namespace, table, column));
                    referenced.addAll(lake.referenced(namespace, table));
                }
                schedule.check(rows);
                assertEveryObjectIsAccountedFor(bucket, namespace, referenced, schedule);
            });
        }
        report("catalog");
    }

    private static void assertEveryObjectIsAccountedFor(
            Path bucket, String namespace, Set<String> referenced, Schedule schedule) {
        String prefix = Lake.WAREHOUSE + namespace + "/";
        Set<String> present = new TreeSet<>();
        for (String key : StoredTexts.keys(bucket.resolve(prefix))) {
            present.add(prefix + key);
        }
        Set<String> missing = new TreeSet<>(referenced);
        missing.removeAll(present);
        assertEquals(Set.of(), missing, schedule::story);
        for (String key : present) {
            boolean metadata = key.endsWith(".metadata.json");
            if (!metadata && !referenced.contains(key)) {
                // What a step that died left behind: told by its name, and harmless.
                assertTrue(
                        key.matches(".*/(snap-\\d+-1-|\\d*-?)[0-9a-f-]+(-m\\d+)?\\.avro")
                                || key.matches(
                                        ".*/data/(logs|traces|metrics)-\\d-[0-9a-f]{8}-\\d+-\\d+-[0-9a-f]{16}\\.parquet"),
                        key);
                orphans++;
            }
        }
    }

    private static List<Long> seeds(int count) {
        String one = System.getProperty("seed");
        if (one != null) {
            return List.of(Long.parseLong(one));
        }
        int schedules = Integer.getInteger("schedules", count);
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= schedules; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    private static void report(String mode) {
        System.out.println("fault schedules, " + mode + ": " + faultsInjected + " faults, " + crashes + " crashes, "
                + orphans + " orphans; " + unseenAnswers + " answers nobody saw, "
                + hangUps + " of them because the client hung up, " + predicted
                + " copies more than acknowledgements were allowed, " + doubled + " were stored");
    }

    /** One world, its senders and what they were told. */
    private static final class Schedule {

        private final long seed;
        private final Random random;
        private final Faults faults;
        private final World world;
        private final Client client;
        private final List<SentBody> sent = new ArrayList<>();
        private int sending = SENDERS;

        Schedule(long seed, Path bucket, String namespace, Map<String, String> variables) {
            this.seed = seed;
            this.random = new Random(seed);
            this.faults = new Faults(new Random(seed * 31), 2 + random.nextInt(25));
            Map<String, String> all = new java.util.HashMap<>(variables);
            all.put("OTLP2PARQUET_BATCH_MAX_AGE_SECS", Integer.toString(1 + random.nextInt(20)));
            all.put("OTLP2PARQUET_BATCH_MAX_ROWS", Integer.toString(2 + random.nextInt(12)));
            all.put("OTLP2PARQUET_BATCH_SHARDS", "2");
            // Ranges take several alarms and pieces in some schedules, and neither in others.
            all.put("OTLP2PARQUET_SUBREQUEST_BUDGET", random.nextBoolean() ? "30" : "900");
            this.world = new World(seed, faults, bucket, namespace == null ? null : lake.impatientClient(), all);
            this.client = new Client(world);
            world.pieceBytes(random.nextBoolean() ? 600 : RangeReader.PIECE_BYTES);
        }

        /** Of each body as many copies are stored as the guarantee says, and nothing else. */
        void check(List<String> stored) {
            Map<String, Integer> copies = new HashMap<>();
            stored.forEach(row -> copies.merge(row, 1, Integer::sum));
            for (SentBody body : sent) {
                int first = copies.getOrDefault(body.body().rows().get(0), 0);
                for (String row : body.body().rows()) {
                    Integer found = copies.remove(row);
                    assertEquals(first, found == null ? 0 : found, () -> row + " of " + body + "\n" + story());
                }
                assertTrue(
                        first >= body.least() && first <= body.most(),
                        () -> first + " copies, expected " + body.least() + " to " + body.most() + ": " + body + "\n"
                                + story());
                predicted += body.most() - body.least();
                doubled += first - body.least();
            }
            assertEquals(Map.of(), copies, this::story);
        }

        String story() {
            List<String> log = world.log();
            return "seed " + seed + ": run it alone with -Dseed=" + seed + "; " + faults.injected() + " faults, "
                    + world.crashes() + " crashes\n"
                    + String.join("\n", log.subList(Math.max(0, log.size() - 5), log.size()));
        }

        void run(Runnable check) {
            try (world) {
                for (int sender = 0; sender < SENDERS; sender++) {
                    int number = sender;
                    world.scheduler().start(() -> send(number));
                }
                for (int i = 0; i < 10_000 && sending > 0; i++) {
                    world.scheduler().runUntil(world.scheduler().now() + 1_000);
                    if (random.nextInt(40) == 0) {
                        evictOne();
                    }
                    if (random.nextInt(60) == 0) {
                        world.storeDown(random.nextBoolean());
                    }
                    if (random.nextInt(60) == 0) {
                        world.catalogDown(random.nextBoolean());
                    }
                }
                assertEquals(0, sending, this::story);
                faults.heal();
                world.storeDown(false);
                world.catalogDown(false);
                drain();
                check.run();
            } catch (RuntimeException | Error e) {
                System.out.println(story());
                throw e;
            }
            crashes += world.crashes();
            faultsInjected += faults.injected();
        }

        private void evictOne() {
            List<World.Host> hosts = world.hosts();
            if (!hosts.isEmpty()) {
                hosts.get(random.nextInt(hosts.size())).crash();
            }
        }

        /** Everything goes on by itself once nothing fails any more, and what is late has no effect. */
        private void drain() {
            world.scheduler().runUntil(world.scheduler().now() + 150_000);
            for (int i = 0; i < 300; i++) {
                world.scheduler().runUntil(world.scheduler().now() + 5_000);
                if (world.hosts().stream().allMatch(host -> host.alarm() == null)) {
                    return;
                }
            }
            assertEquals("", "alarms that go on", this::story);
        }

        private void send(int sender) {
            Random choices = new Random(seed * 100 + sender);
            try {
                for (int i = 0; i < REQUESTS; i++) {
                    String text = "s" + sender + "r" + i;
                    SentBody body = body(text, choices);
                    sent.add(body);
                    deliver(body, choices);
                    world.scheduler().pause(choices.nextInt(10_000));
                }
            } finally {
                sending--;
            }
        }

        private SentBody body(String text, Random choices) {
            int rows = 1 + choices.nextInt(4);
            return switch (choices.nextInt(6)) {
                // Some are spread over more hours than one alarm may store.
                case 0 -> new SentBody(TestBody.hours(text, 20 + choices.nextInt(20)), SentBody.Kind.BY_CONTENT);
                case 1, 2 -> new SentBody(TestBody.of(1 + choices.nextInt(2), text, rows), SentBody.Kind.BY_CONTENT);
                case 3 -> new SentBody(TestBody.timeless(text, rows), SentBody.Kind.BY_NOTHING);
                default -> new SentBody(TestBody.of(0, text, rows), SentBody.Kind.BY_REPORT);
            };
        }

        /** As OTLP says: the same body again until it is taken; sometimes once more, because it is meant twice. */
        private void deliver(SentBody body, Random choices) {
            for (int meant = choices.nextInt(4) == 0 ? 2 : 1; meant > 0; meant--) {
                while (!accept(body, choices)) {
                    world.scheduler().pause(500 + choices.nextInt(3_000));
                }
            }
        }

        /** Whether the sender sees that its request is taken. */
        private boolean accept(SentBody body, Random choices) {
            body.attempt();
            World.Connection connection = world.connection();
            boolean[] answered = {false};
            boolean[] gone = {false};
            if (choices.nextInt(5) == 0) {
                int millis = choices.nextInt(choices.nextInt(3) == 0 ? 20_000 : 12);
                world.scheduler().at(world.scheduler().now() + millis, () -> {
                    if (!answered[0]) {
                        gone[0] = true;
                        hangUps++;
                        connection.hangUp();
                    }
                });
            }
            HttpAnswer answer = client.take(
                    SentBody.path(body.body().signal()), body.body().bytes(), world.workerPorts(connection));
            answered[0] = true;
            boolean lost = choices.nextInt(15) == 0;
            if (answer.status() == 200 && !gone[0] && !lost) {
                body.acknowledged();
                return true;
            }
            // Of an answer that is lost on its way nobody knows.
            body.unseen(lost && !gone[0] && answer.status() == 200 ? null : connection);
            unseenAnswers++;
            return false;
        }
    }
}
