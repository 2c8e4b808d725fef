package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.TestBody;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tables of one buffer go their own ways: the trouble of one holds up no other. */
class TableTroubleTest {

    private static final int METRICS = 6;

    @RegisterExtension
    static final Lake lake = new Lake("trouble");

    private final String namespace = lake.newNamespace();
    private World world;
    private Client client;

    private void open(Map<String, String> more) {
        open(lake.impatientClient(), more);
    }

    private void open(HttpClient http, Map<String, String> more) {
        world = new World(
                7, new Faults(new Random(7), 0), lake.folder(), http, Client.variables(lake, namespace, more));
        client = new Client(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void pass(long millis) {
        world.scheduler().runUntil(world.scheduler().now() + millis);
    }

    private List<String> gauges() {
        return lake.texts(namespace, "metrics_gauge", "MetricName");
    }

    private List<String> sums() {
        return lake.texts(namespace, "metrics_sum", "MetricName");
    }

    /** Gauges and sums by turns. */
    private List<String> send(String text) {
        return client.sendTo(TestBody.of(2, text, METRICS));
    }

    /** The gauges (0) or the sums (1) of requests. */
    private static List<String> only(List<String> rows, int which) {
        List<String> some = new ArrayList<>();
        for (int i = which; i < rows.size(); i += 2) {
            some.add(rows.get(i));
        }
        return StoredTexts.sorted(some);
    }

    private void drain() {
        for (int i = 0; i < 200; i++) {
            pass(60_000);
            if (world.hosts().stream().allMatch(host -> host.alarm() == null)) {
                return;
            }
        }
        assertEquals("", client.status("metrics-0"), "nothing is left to do");
    }

    @Test
    void aTableThatContradictsOurColumnsHoldsUpNoOther() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3"));
        TableIdentifier sum = TableIdentifier.of(namespace, "metrics_sum");
        ((SupportsNamespaces) lake.harness().catalog()).createNamespace(Namespace.of(namespace));
        lake.harness()
                .catalog()
                .createTable(sum, new Schema(Types.NestedField.optional(1, "MetricName", Types.DoubleType.get())));
        List<String> rows = new ArrayList<>(send("a"));
        pass(90_000);
        rows.addAll(send("b"));
        pass(90_000);
        assertEquals(only(rows, 0), gauges(), client.status("metrics-0"));
        assertTrue(client.status("metrics-0").contains("metrics_sum"), client.status("metrics-0"));
        rows.addAll(send("c"));
        String problem = client.flush("metrics-0", false);
        assertTrue(problem.contains("metrics_sum"), problem);
        lake.harness().catalog().dropTable(sum);
        drain();
        assertEquals(only(rows, 0), gauges());
        assertEquals(only(rows, 1), sums());
    }

    @Test
    void aCommitterThatDoesNotAnswerHoldsUpItsOwnTableOnly() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3"));
        List<String> rows = new ArrayList<>(send("a"));
        pass(62_000);
        world.deafCommitter(namespace + ".metrics_sum");
        for (int i = 0; i < 5; i++) {
            rows.addAll(send("more" + i));
            pass(120_000);
        }
        assertEquals(only(rows, 0), gauges(), client.status("metrics-0"));
        assertTrue(client.status("metrics-0").contains("metrics_sum"), client.status("metrics-0"));
        world.deafCommitter("");
        drain();
        assertEquals(only(rows, 0), gauges());
        assertEquals(only(rows, 1), sums());
        assertEquals(
                0, BufferRows.requests(world.host(ActorKind.BUFFER, "metrics-0").sql()));
    }

    @Test
    void aRangeOfManyHoursIsCommittedInPartsOnce() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3", "OTLP2PARQUET_SUBREQUEST_BUDGET", "40"));
        List<String> rows = client.sendHours("parts", 150);
        drain();
        assertEquals(StoredTexts.sorted(rows), lake.texts(namespace, "logs", "Body"));
        int most = Collections.max(world.callsOfAlarms());
        assertTrue(most <= 40, "at most " + most + " calls in an alarm");
    }

    @Test
    void aTableThatIsDroppedBetweenPartsGetsAllThatWasNotCommitted() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "30", "OTLP2PARQUET_SUBREQUEST_BUDGET", "40"));
        client.send("first", 1);
        client.flush("logs-0", false);
        assertEquals("", client.commit(namespace + ".logs"));
        List<String> rows = client.sendHours("parts", 150);
        pass(60_050);
        lake.harness().catalog().dropTable(TableIdentifier.of(namespace, "logs"));
        drain();
        assertEquals(StoredTexts.sorted(rows), lake.texts(namespace, "logs", "Body"));
    }

    @Test
    void aTableThatIsDoneIsNotWrittenAgainHoweverLongAnotherIsRefused() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3"));
        TableIdentifier sum = TableIdentifier.of(namespace, "metrics_sum");
        ((SupportsNamespaces) lake.harness().catalog()).createNamespace(Namespace.of(namespace));
        lake.harness()
                .catalog()
                .createTable(sum, new Schema(Types.NestedField.optional(1, "MetricName", Types.DoubleType.get())));
        List<String> rows = new ArrayList<>(send("a"));
        pass(90_000);
        assertEquals(only(rows, 0), gauges());
        rows.addAll(send("b"));
        pass(90_000);
        // As after a month: the committer does not remember, and no snapshot names the first range any more.
        lake.table(namespace, "metrics_gauge")
                .expireSnapshots()
                .expireOlderThan(Long.MAX_VALUE)
                .retainLast(1)
                .commit();
        world.delete(ActorKind.COMMITTER, namespace + ".metrics_gauge");
        world.hosts().forEach(World.Host::crash);
        lake.harness().catalog().dropTable(sum);
        drain();
        assertEquals(only(rows, 0), gauges());
        assertEquals(only(rows, 1), sums());
    }

    @Test
    void aRequestThatComesWhileTheLastOneIsDeletedIsNotTakenForIt() {
        byte[] late = Client.body("late", 2, 0, 1_795_253_400_000_000_000L);
        List<Accepting> answers = new ArrayList<>();
        HttpClient real = lake.impatientClient();
        open(
                request -> {
                    if (answers.isEmpty()) {
                        // The flush has read its requests and asks for the table. An operator deletes what it has set
                        // aside.
                        SqliteStorage sql =
                                world.host(ActorKind.BUFFER, "logs-0").sql();
                        BufferLog.existing(sql, new BufferMemory()).deleteQuarantined(2, 1);
                        answers.add(accept(late));
                    }
                    return real.send(request);
                },
                Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3"));
        List<String> rows = new ArrayList<>(client.send("good", 2));
        client.sendCorrupt("broken", 1);
        pass(61_000);
        assertEquals(List.of(Accepting.ACCEPTED), answers);
        rows.addAll(Client.texts("late", 2));
        drain();
        assertEquals(StoredTexts.sorted(rows), lake.texts(namespace, "logs", "Body"));
    }

    /** As somebody beside the flush. */
    private Accepting accept(byte[] body) {
        var ports = world.workerPorts();
        MessageOutput message = MessageOutput.request(Operation.ACCEPT, "logs-0")
                .bytes(Client.sha256(body))
                .number(RequestFormat.PROTOBUF.code())
                .number(2)
                .number(body.length)
                .number(world.scheduler().now() * 1000)
                .bytes(ports.bodies().compress(body, 0, body.length));
        try {
            return Accepting.of(
                    new MessageInput(ports.actors().call(ActorKind.BUFFER, "logs-0", message.toByteArray())).number());
        } catch (ActorCallException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRangeThatVersion1HasQueuedWithoutRecordingItIsDropped() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3"));
        List<String> rows = client.send("v1", 3);
        pass(60_050);
        SqliteStorage sql = world.host(ActorKind.BUFFER, "logs-0").sql();
        assertEquals(1, sql.query("SELECT 1 FROM sealed_range").count());
        sql.query("UPDATE sealed_range SET progress = NULL");
        sql.commit();
        drain();
        assertEquals(StoredTexts.sorted(rows), lake.texts(namespace, "logs", "Body"));
        assertEquals(0, BufferRows.requests(sql));
    }

    @Test
    void tablesThatAreMadeAndFilesOfManyHoursKeepToTheBudget() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3", "OTLP2PARQUET_SUBREQUEST_BUDGET", "40"));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rows.addAll(client.sendTo(TestBody.metricsOfHours("m" + i, 7)));
        }
        drain();
        int most = Collections.max(world.callsOfAlarms());
        assertTrue(most <= 40, "at most " + most + " calls in an alarm: " + world.callsOfAlarms());
        assertEquals(only(rows, 0), gauges());
        assertEquals(only(rows, 1), sums());
    }

    @Test
    void aBacklogOfATableInTroubleIsSealedInSeveralAlarms() {
        open(Map.of());
        world.pieceBytes(2_000);
        world.catalogDown(true);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.addAll(client.send("r" + i, 20));
        }
        int alarms = world.callsOfAlarms().size();
        SqliteStorage sql = world.host(ActorKind.BUFFER, "logs-0").sql();
        int most = 0;
        int before = 0;
        for (int i = 0; i < 1_000 && before < 50; i++) {
            pass(1_000);
            int ranges = (int) sql.query("SELECT count(*) FROM sealed_range").number(0, 0);
            int ran = world.callsOfAlarms().size() - alarms;
            most = Math.max(most, ran == 0 ? 0 : (ranges - before) / ran);
            alarms += ran;
            before = ranges;
        }
        assertTrue(most <= 20, "an alarm sealed " + most + " ranges of " + before);
        world.catalogDown(false);
        drain();
        assertEquals(StoredTexts.sorted(rows), lake.texts(namespace, "logs", "Body"));
    }
}
