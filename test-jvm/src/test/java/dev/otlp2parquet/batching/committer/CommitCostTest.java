package dev.otlp2parquet.batching.committer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.jvm.PatientHttpClient;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.http.HttpClient;
import dev.otlp2parquet.platform.http.HttpFailure;
import dev.otlp2parquet.platform.http.HttpRequest;
import dev.otlp2parquet.platform.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit reads from the catalog, and that it is enough to lose and double nothing. */
class CommitCostTest {

    @RegisterExtension
    static final Lake lake = new Lake("cost");

    private final String namespace = lake.newNamespace();
    private final String table = namespace + ".logs";
    private final List<String> rows = new ArrayList<>();
    private World world;
    private Client client;
    private long bytesRead;
    private int requests;
    /** After the next commit was made; its answer is lost then. */
    private Runnable afterNextCommit;

    @BeforeEach
    void open() {
        HttpClient http = new PatientHttpClient();
        world = new World(
                7,
                new Faults(new Random(7), 0),
                lake.folder(),
                request -> count(http, request),
                Client.variables(lake, namespace, Map.of()));
        client = new Client(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private HttpResponse count(HttpClient http, HttpRequest request) {
        HttpResponse response = http.send(request.withTimeout(20_000));
        requests++;
        bytesRead += response.cut() ? request.maxAnswerBytes() : response.body().array().length;
        if (afterNextCommit != null
                && request.method().equals("POST")
                && request.url().endsWith("/tables/logs")) {
            assertEquals(200, response.status());
            Runnable action = afterNextCommit;
            afterNextCommit = null;
            action.run();
            throw new HttpFailure("connection reset");
        }
        return response;
    }

    private void commit(String text) {
        rows.addAll(client.send(text, 1));
        assertEquals("", client.flush("logs-0", false));
        assertEquals("", client.commit(table));
    }

    private void assertRowsAreThereOnce() {
        assertEquals(StoredTexts.sorted(rows), lake.texts(namespace, "logs", "Body"), client.committerStatus(table));
    }

    /** Snapshots as ours are, each with the current one's manifest list. */
    private void addSnapshots(int count) {
        TableOperations operations = ((BaseTable) lake.table(namespace, "logs")).operations();
        TableMetadata base = operations.current();
        Snapshot last = base.currentSnapshot();
        TableMetadata.Builder builder = TableMetadata.buildFrom(base);
        long parent = last.snapshotId();
        for (int i = 1; i <= count; i++) {
            long id = 1_000_000_000_000_000_000L + base.lastSequenceNumber() + i;
            String json = "{\"sequence-number\":" + (base.lastSequenceNumber() + i) + ",\"snapshot-id\":" + id
                    + ",\"parent-snapshot-id\":" + parent + ",\"timestamp-ms\":" + (last.timestampMillis() + i)
                    + ",\"summary\":{\"operation\":\"append\",\"added-data-files\":\"1\",\"added-records\":\"50000\","
                    + "\"added-files-size\":\"750000\",\"changed-partition-count\":\"1\",\"manifests-created\":\"1\","
                    + "\"manifests-kept\":\"99\",\"manifests-replaced\":\"0\",\"total-records\":\"500000000\","
                    + "\"total-files-size\":\"7500000000\",\"total-data-files\":\"10000\",\"engine-name\":\"otlp2parquet\","
                    + "\"otlp2parquet.ranges\":\"logs-9:5d1c09ae:" + i + "-" + i + "\"},"
                    + "\"manifest-list\":\"" + last.manifestListLocation() + "\",\"schema-id\":0}";
            builder.addSnapshot(SnapshotParser.fromJson(json));
            parent = id;
        }
        operations.commit(base, builder.setBranchSnapshot(parent, "main").build());
    }

    @Test
    void aCommitReadsTheSameHoweverManySnapshotsTheTableHas() {
        commit("first");
        List<Long> bytes = new ArrayList<>();
        List<Integer> metadata = new ArrayList<>();
        int there = 1;
        for (int snapshots : new int[] {100, 1_000, 10_000}) {
            addSnapshots(snapshots - there);
            there = snapshots;
            // Meets the foreign snapshots, and counts.
            commit("meets " + snapshots);
            bytesRead = 0;
            requests = 0;
            for (int i = 0; i < 3; i++) {
                commit("measured " + snapshots + "/" + i);
            }
            bytes.add(bytesRead / 3);
            metadata.add(metadataBytes());
            assertTrue(requests <= 6, requests + " requests for three commits");
        }
        System.out.println("bytes read from the catalog for a commit at 100, 1,000 and 10,000 snapshots: " + bytes
                + "; its answers, which were read before: " + metadata);
        assertTrue(bytes.get(2) <= 128 << 10, bytes.toString());
        assertTrue(Math.abs(bytes.get(2) - bytes.get(0)) < 8_000, bytes.toString());
        assertRowsAreThereOnce();
    }

    private int metadataBytes() {
        return TableMetadataParser.toJson(
                        ((BaseTable) lake.table(namespace, "logs")).operations().current())
                .length();
    }

    @Test
    void theStatusWarnsOfAThousandSnapshotsAndForgetsThemWhenTheyWereExpired() {
        commit("first");
        addSnapshots(900);
        commit("second");
        String few = client.committerStatus(table);
        assertTrue(few.contains("\"snapshots\":90") && !few.contains("\"warning\""), few);
        addSnapshots(200);
        commit("third");
        String many = client.committerStatus(table);
        assertTrue(many.contains("\"snapshots\":110") && many.contains("\"warning\":\"the table has about 110"), many);
        world.hosts().forEach(World.Host::crash);
        String again = client.committerStatus(table);
        assertTrue(again.contains("\"warning\":\"the table has about 110"), again);
        lake.table(namespace, "logs")
                .expireSnapshots()
                .expireOlderThan(Long.MAX_VALUE)
                .retainLast(5)
                .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
                .commit();
        world.scheduler().runUntil(world.scheduler().now() + 25 * 3_600_000L);
        commit("fourth");
        commit("fifth");
        String expired = client.committerStatus(table);
        assertTrue(!expired.contains("\"warning\""), expired);
        assertRowsAreThereOnce();
    }

    /** The answer to a commit that was made is lost; before anybody looks, others go on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "append",
                "append and an old tag",
                "append, old tag, manifests rewritten",
                "append, old tag, all but it expired",
                "old tag, rewritten and expired"
            })
    void aLostAnswerLosesAndDoublesNothingWhen(String meanwhile) {
        commit("first");
        addSnapshots(300);
        commit("second");
        Table other = lake.table(namespace, "logs");
        if (meanwhile.contains("tag")) {
            long oldest = other.history().get(0).snapshotId();
            other.manageSnapshots().createTag("old", oldest).commit();
        }
        afterNextCommit = () -> {
            Table foreign = lake.table(namespace, "logs");
            if (meanwhile.contains("append")) {
                foreign.newFastAppend().set("outside", "yes").commit();
            }
            if (meanwhile.contains("rewritten")) {
                foreign.rewriteManifests().clusterBy(file -> "all").commit();
            }
            if (meanwhile.contains("expired")) {
                foreign.expireSnapshots()
                        .expireOlderThan(Long.MAX_VALUE)
                        .retainLast(1)
                        .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
                        .commit();
            }
        };
        rows.addAll(client.send("third", 1));
        assertEquals("", client.flush("logs-0", false));
        client.commit(table);
        world.scheduler().runUntil(world.scheduler().now() + 200_000);
        assertFalse(client.committerStatus(table).contains("\"failure\""), client.committerStatus(table));
        assertRowsAreThereOnce();
        commit("fourth");
        assertRowsAreThereOnce();
    }

    @Test
    void aCommitterWithANewDatabaseFindsWhatWasCommittedBehindManySnapshots() {
        commit("first");
        addSnapshots(500);
        commit("second");
        // The buffer has not heard of either.
        world.delete(ActorKind.COMMITTER, table);
        world.scheduler().runUntil(world.scheduler().now() + 200_000);
        assertRowsAreThereOnce();
        commit("third");
        assertRowsAreThereOnce();
        assertEquals(
                1,
                world.host(ActorKind.COMMITTER, table)
                        .sql()
                        .query("SELECT count(*) FROM meta WHERE key = 'history-seen'")
                        .number(0, 0));
    }
}
