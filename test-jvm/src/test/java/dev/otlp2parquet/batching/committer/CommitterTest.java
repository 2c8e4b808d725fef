package dev.otlp2parquet.batching.committer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.buffer.BufferRows;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buffers and the committer of one table, over Iceberg's own catalog; no faults but those that a test makes. */
class CommitterTest {

    @RegisterExtension
    static final Lake lake = new Lake("committer");

    private final String namespace = lake.newNamespace();
    private final String table = namespace + ".logs";
    private World world;
    private Client client;

    @BeforeEach
    void open() {
        open(Map.of());
    }

    private void open(Map<String, String> more) {
        world = new World(
                7,
                new Faults(new Random(7), 0),
                lake.folder(),
                lake.impatientClient(),
                Client.variables(lake, namespace, more));
        client = new Client(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void pass(long millis) {
        world.scheduler().runUntil(world.scheduler().now() + millis);
    }

    private List<String> committed() {
        return lake.texts(namespace, "logs", "Body");
    }

    /** What led to a failure. */
    private String story() {
        List<String> log = world.log();
        return client.status("logs-0") + "\n" + client.committerStatus(table) + "\n"
                + String.join("\n", log.subList(0, Math.min(5, log.size())));
    }

    private List<Snapshot> snapshots() {
        List<Snapshot> snapshots = new ArrayList<>();
        lake.table(namespace, "logs").snapshots().forEach(snapshots::add);
        return snapshots;
    }

    private void assertNothingWaits() {
        for (World.Host host : world.hosts()) {
            assertEquals(null, host.alarm(), "nothing is left to do");
        }
    }

    @Test
    void rangesOfSeveralBuffersBecomeOneSnapshotThatNamesThem() {
        List<String> rows = new ArrayList<>(client.sendTo("logs-0", "a", 3));
        rows.addAll(client.sendTo("logs-1", "b", 2));
        rows.addAll(client.sendTo("logs-1", "c", 2));
        assertEquals("", client.flush("logs-0", false));
        assertEquals("", client.flush("logs-1", false));
        assertEquals("", client.commit(table));
        assertEquals("", client.flush("logs-0", true));
        assertEquals("", client.flush("logs-1", true));
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        int last = snapshots().size() - 1;
        assertTrue(last <= 1, "one commit, two when the first buffer's files were committed at once");
        String ranges = "";
        for (Snapshot snapshot : snapshots()) {
            ranges += snapshot.summary().get("otlp2parquet.ranges") + ";";
        }
        assertTrue(ranges.matches(".*logs-0:[0-9a-f]{8}:1-1.*logs-1:[0-9a-f]{8}:1-2.*"), ranges);
        pass(1_000);
        assertNothingWaits();
    }

    @Test
    void byItselfARowIsInTheTableAfterTheAgeOfABufferAndTheIntervalOfTheCommitter() {
        List<String> rows = new ArrayList<>();
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 10; i++) {
                rows.addAll(client.send("m" + minute + "-" + i, 2));
                pass(6_000);
            }
        }
        pass(85_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertTrue(snapshots().size() <= 4, snapshots().size() + " snapshots");
        assertNothingWaits();
        assertEquals(
                0, BufferRows.requests(world.host(ActorKind.BUFFER, "logs-0").sql()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void theRowsAreThereOnceAfter(Fault fault) {
        List<String> rows = new ArrayList<>(client.send("first", 3));
        client.flush("logs-0", false);
        lake.harness().inject(fault);
        pass(200_000);
        rows.addAll(client.send("second", 3));
        lake.harness().inject(fault, fault);
        pass(400_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertNothingWaits();
        assertTrue(!client.committerStatus(table).contains("failure"), client.committerStatus(table));
    }

    @Test
    void aTokenThatExpiresKeepsTheFilesQueuedUntilAnotherIsIssued() {
        List<String> rows = new ArrayList<>(client.send("first", 1));
        pass(100_000);
        lake.harness().expireTokens();
        rows.addAll(client.send("second", 1));
        pass(600_000);
        assertEquals(List.of("first/0"), committed(), this::story);
        String status = client.committerStatus(table);
        assertTrue(status.contains("\"failure\":{\"reason\":\"") && status.contains("401"), status);
        assertTrue(status.contains("\"waiting\":{\"ranges\":1,\"files\":1,\"oldest_age_ms\":"), status);
        assertTrue(!status.contains(Lake.TOKEN), "no secrets");
        assertTrue(client.commit(table).contains("401"), "commit now says why it cannot");
        long lines = world.log().stream()
                .filter(line -> line.contains("a committer fails; nothing is lost"))
                .count();
        assertTrue(lines >= 4 && lines <= 11, lines + " lines in ten minutes");
        lake.harness().acceptToken("new-token");
        world.configure(Client.variables(lake, namespace, Map.of("OTLP2PARQUET_CATALOG_TOKEN", "new-token")));
        world.hosts().forEach(World.Host::crash);
        pass(120_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertNothingWaits();
    }

    @Test
    void theCatalogIsDownForAnHour() {
        List<String> rows = new ArrayList<>(client.send("before", 1));
        pass(100_000);
        world.catalogDown(true);
        for (int i = 0; i < 12; i++) {
            rows.addAll(client.send("during-" + i, 1));
            pass(300_000);
        }
        assertEquals(List.of("before/0"), committed(), this::story);
        world.catalogDown(false);
        pass(180_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertNothingWaits();
    }

    @Test
    void theCatalogAndTheBucketAreDownFromTheStart() {
        world.catalogDown(true);
        world.storeDown(true);
        List<String> rows = new ArrayList<>(client.send("a", 1));
        pass(1_000_000);
        world.storeDown(false);
        rows.addAll(client.send("b", 1));
        pass(1_000_000);
        world.storeDown(true);
        world.catalogDown(false);
        rows.addAll(client.send("c", 1));
        pass(1_000_000);
        world.storeDown(false);
        pass(300_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertNothingWaits();
    }

    @Test
    void twentyOutsideWriters() {
        List<String> rows = new ArrayList<>(client.send("first", 1));
        pass(100_000);
        Runnable outside = () -> lake.table(namespace, "logs")
                .updateProperties()
                .set("outside", Long.toString(System.nanoTime()))
                .commit();
        Runnable append = () -> {
            Table other = lake.table(namespace, "logs");
            other.newFastAppend().set("outside", "yes").commit();
        };
        for (int i = 0; i < 20; i++) {
            rows.addAll(client.send("r" + i, 1));
            lake.harness().beforeNextCommit(i % 2 == 0 ? append : outside);
            pass(100_000);
        }
        pass(100_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertNothingWaits();
    }

    @Test
    void aTableThatIsDroppedAndCreatedAgainBeforeTheCommitGetsTheRowsWrittenAnew() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "150"));
        client.send("old", 1);
        pass(100_000);
        List<String> rows = new ArrayList<>(client.send("new", 2));
        client.flush("logs-0", false);
        lake.dropTable(namespace, "logs");
        lake.harness()
                .catalog()
                .createTable(
                        TableIdentifier.of(namespace, "logs"),
                        new org.apache.iceberg.Schema(
                                Types.NestedField.optional(1, "Extra", Types.LongType.get()),
                                Types.NestedField.optional(2, "Body", Types.StringType.get()),
                                Types.NestedField.required(3, "Timestamp", Types.TimestampType.withZone())));
        pass(600_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertNothingWaits();
    }

    @Test
    void aTableThatIsGoneIsCreatedAgain() {
        open(Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "150"));
        client.send("old", 1);
        pass(100_000);
        List<String> rows = new ArrayList<>(client.send("new", 2));
        client.flush("logs-0", false);
        lake.dropTable(namespace, "logs");
        pass(600_000);
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertNothingWaits();
    }

    @Test
    void aTableThatContradictsOurColumnsKeepsTheRowsUntilItIsMended() {
        client.send("old", 1);
        pass(100_000);
        // Another column of the same name: nothing of ours in it.
        lake.table(namespace, "logs").updateSchema().deleteColumn("Body").commit();
        lake.table(namespace, "logs")
                .updateSchema()
                .addColumn("Body", Types.LongType.get())
                .commit();
        world.hosts().forEach(World.Host::crash);
        List<String> rows = new ArrayList<>(client.send("new", 1));
        pass(200_000);
        String status = client.status("logs-0");
        assertTrue(status.contains("\"failure\":{\"reason\":\"logs: table " + table), status);
        lake.table(namespace, "logs").updateSchema().deleteColumn("Body").commit();
        lake.table(namespace, "logs")
                .updateSchema()
                .addColumn("Body", Types.StringType.get())
                .commit();
        pass(200_000);
        // The text of the old row went with its column.
        rows.add("null");
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
    }

    @Test
    void aCommitterThatLostItsDatabaseFindsTheRangesInTheHistory() {
        List<String> rows = new ArrayList<>(client.send("a", 2));
        client.flush("logs-0", false);
        client.commit(table);
        assertEquals(rows, committed(), this::story);
        // The buffer has not heard of it yet.
        assertEquals(
                1, BufferRows.requests(world.host(ActorKind.BUFFER, "logs-0").sql()));
        world.delete(ActorKind.COMMITTER, table);
        pass(200_000);
        assertEquals(rows, committed(), this::story);
        assertEquals(1, snapshots().size());
        assertEquals(
                0, BufferRows.requests(world.host(ActorKind.BUFFER, "logs-0").sql()));
        assertNothingWaits();
    }

    @Test
    void manyFilesAreHandedOverInParts() {
        world.close();
        open(Map.of("OTLP2PARQUET_SUBREQUEST_BUDGET", "2000"));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.addAll(client.sendAt("hour" + i, 1_700_000_000_000_000_000L + i * 3_600_000_000_000L));
        }
        rows.addAll(client.sendAt("1970", 1));
        rows.addAll(client.sendAt("2262", Long.MAX_VALUE));
        assertEquals("", client.flush("logs-0", false));
        assertTrue(world.host(ActorKind.COMMITTER, table)
                        .sql()
                        .query("SELECT count(*) FROM file_list")
                        .number(0, 0)
                >= 2);
        assertEquals("", client.commit(table));
        assertEquals("", client.flush());
        assertEquals(StoredTexts.sorted(rows), committed(), this::story);
        assertEquals(1, snapshots().size());
    }
}
