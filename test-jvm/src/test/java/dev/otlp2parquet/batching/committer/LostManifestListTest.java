package dev.otlp2parquet.batching.committer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bucket has lost manifest lists of a table, the current one among them. */
class LostManifestListTest {

    private static final Map<String, String> RECOVER = Map.of("OTLP2PARQUET_RECOVER_LOST_MANIFEST_LISTS", "true");

    @RegisterExtension
    static final Lake lake = new Lake("lost");

    private final String namespace = lake.newNamespace();
    private final String table = namespace + ".logs";
    private World world;
    private Client client;

    @BeforeEach
    void open() {
        world = new World(
                7,
                new Faults(new Random(7), 0),
                lake.folder(),
                lake.impatientClient(),
                Client.variables(lake, namespace, Map.of()));
        client = new Client(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void pass(long millis) {
        world.scheduler().runUntil(world.scheduler().now() + millis);
    }

    private List<String> commit(String... texts) {
        List<String> rows = new ArrayList<>();
        for (String text : texts) {
            rows.addAll(client.send(text, 1));
            assertEquals("", client.flush("logs-0", false));
            assertEquals("", client.commit(table));
        }
        return rows;
    }

    private List<Snapshot> snapshots() {
        List<Snapshot> snapshots = new ArrayList<>();
        lake.table(namespace, "logs").snapshots().forEach(snapshots::add);
        return snapshots;
    }

    private static Path file(String location) {
        return lake.folder().resolve(Lake.key(location));
    }

    /** What the objects have in memory goes with it. */
    private static void delete(String location) {
        try {
            Files.delete(file(location));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restart(Map<String, String> more) {
        world.configure(Client.variables(lake, namespace, more));
        world.hosts().forEach(World.Host::crash);
    }

    private String story() {
        return client.status("logs-0") + "\n" + client.committerStatus(table) + "\n" + String.join("\n", world.log());
    }

    private void assertCommitted(List<String> rows) {
        assertEquals(StoredTexts.sorted(rows), lake.texts(namespace, "logs", "Body"), this::story);
    }

    @Test
    void theConditionAndItsCureAreReportedAndTheFilesWaitUntilTheObjectIsBack() throws IOException {
        List<String> rows = commit("a", "b");
        String list = lake.table(namespace, "logs").currentSnapshot().manifestListLocation();
        byte[] kept = Files.readAllBytes(file(list));
        delete(list);
        restart(Map.of());
        rows.addAll(client.send("c", 1));
        pass(300_000);
        String status = client.committerStatus(table);
        assertTrue(status.contains("\"failure\":{\"reason\":\"the manifest list of snapshot "), status);
        assertTrue(status.contains(list + " is missing"), status);
        assertTrue(status.contains("OTLP2PARQUET_RECOVER_LOST_MANIFEST_LISTS=true"), status);
        assertTrue(status.contains("\"waiting\":{\"ranges\":1,"), status);
        assertFalse(status.contains("\"recovery\""), status);
        assertEquals(2, snapshots().size());
        Files.write(file(list), kept);
        pass(120_000);
        assertCommitted(rows);
    }

    @Test
    void byOptionTheTableGoesOnFromTheLastSnapshotThatCanBeReadWithTheFilesOfTheSkippedOne() {
        List<String> rows = commit("a", "b", "c");
        Snapshot lost = lake.table(namespace, "logs").currentSnapshot();
        delete(lost.manifestListLocation());
        restart(Map.of());
        rows.addAll(client.send("d", 1));
        pass(200_000);
        assertTrue(client.committerStatus(table).contains("is missing"), this::story);
        restart(RECOVER);
        pass(200_000);
        assertCommitted(rows);
        Snapshot current = lake.table(namespace, "logs").currentSnapshot();
        assertEquals(lost.parentId(), current.parentId());
        assertEquals("4", current.summary().get("total-records"));
        assertEquals(Long.toString(lost.parentId()), current.summary().get("otlp2parquet.recovered-from"));
        String status = client.committerStatus(table);
        assertFalse(status.contains("\"failure\""), status);
        assertTrue(
                status.contains("\"skipped\":[{\"snapshot_id\":\"" + lost.snapshotId() + "\",\"operation\":\"append\","
                        + "\"added_files\":\"1\",\"files_added_again\":1,\"files_missing\":0,\"missing\":[]}]"),
                status);
        assertTrue(
                world.log().stream()
                        .anyMatch(line -> line.contains("\"level\":\"error\"")
                                && line.contains("a manifest list is lost: the table continues")),
                this::story);
        rows.addAll(commit("e"));
        assertCommitted(rows);
        assertEquals(
                0,
                world.host(ActorKind.COMMITTER, table)
                        .sql()
                        .query("SELECT count(*) FROM pending")
                        .number(0, 0));
    }

    private String addedFile(Snapshot snapshot) {
        Table current = lake.table(namespace, "logs");
        for (ManifestFile manifest : snapshot.dataManifests(current.io())) {
            if (manifest.snapshotId() == snapshot.snapshotId()) {
                try (var files = ManifestFiles.read(manifest, current.io(), current.specs())) {
                    return files.iterator().next().location();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new AssertionError("it added nothing");
    }

    @Test
    void whatCannotBeAddedAgainIsListed() {
        List<String> rows = commit("a", "b", "c", "d");
        List<Snapshot> all = snapshots();
        String file = addedFile(all.get(2));
        lake.table(namespace, "logs").newFastAppend().set("outside", "yes").commit();
        delete(file);
        delete(all.get(2).manifestListLocation());
        delete(all.get(3).manifestListLocation());
        Snapshot foreign = lake.table(namespace, "logs").currentSnapshot();
        delete(foreign.manifestListLocation());
        rows.remove("c/0");
        restart(RECOVER);
        rows.addAll(client.send("e", 1));
        pass(200_000);
        assertCommitted(rows);
        String status = client.committerStatus(table);
        assertTrue(
                status.contains("\"files_added_again\":0,\"files_missing\":1,\"missing\":[\"" + file + "\"]}"), status);
        assertTrue(status.contains("\"snapshot_id\":\"" + foreign.snapshotId() + "\""), status);
        assertTrue(status.contains("\"from_snapshot_id\":\"" + all.get(1).snapshotId() + "\""), status);
    }

    /** Whatever becomes of the commit that goes on, and of the object that makes it. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE", "UNAUTHORIZED", "FORBIDDEN", "THROTTLED"},
            mode = EnumSource.Mode.EXCLUDE)
    void theRowsAreThereOnceAfter(Fault fault) {
        List<String> rows = commit("a", "b", "c");
        delete(lake.table(namespace, "logs").currentSnapshot().manifestListLocation());
        restart(RECOVER);
        rows.addAll(client.send("d", 1));
        lake.harness().inject(fault);
        pass(90_000);
        world.hosts().forEach(World.Host::crash);
        pass(400_000);
        assertCommitted(rows);
        rows.addAll(commit("e"));
        assertCommitted(rows);
    }

    @Test
    void theObjectIsPutBackWhileTheCommitThatGoesOnIsUnderWay() throws IOException {
        List<String> rows = commit("a", "b", "c");
        String list = lake.table(namespace, "logs").currentSnapshot().manifestListLocation();
        byte[] kept = Files.readAllBytes(file(list));
        delete(list);
        restart(RECOVER);
        rows.addAll(client.send("d", 1));
        lake.harness().beforeNextCommit(() -> {
            try {
                Files.write(file(list), kept);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            lake.table(namespace, "logs").newFastAppend().set("outside", "yes").commit();
        });
        pass(400_000);
        assertCommitted(rows);
    }

    @Test
    void aTableOfWhichNoSnapshotCanBeReadStaysAsItIs() {
        commit("a", "b");
        for (Snapshot snapshot : snapshots()) {
            delete(snapshot.manifestListLocation());
        }
        restart(RECOVER);
        client.send("c", 1);
        pass(200_000);
        String status = client.committerStatus(table);
        assertTrue(status.contains("are those of all 2 snapshots") || status.contains("so are those of all"), status);
        assertEquals(2, snapshots().size());
    }
}
