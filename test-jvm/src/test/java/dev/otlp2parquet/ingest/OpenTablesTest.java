package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.buffer.Recognition;
import dev.otlp2parquet.batching.buffer.RequestIdentity;
import dev.otlp2parquet.batching.client.BufferedIngest;
import dev.otlp2parquet.batching.client.UnansweredAttempts;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An eighth table with a new payload format goes through buffer, flush, files and commit. It needs nothing but {@link
 * Deliveries}.
 */
class OpenTablesTest {

    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long MONDAY = 1_795_392_000_000_000L;
    private static final String BUFFER = "deliveries-0";

    @RegisterExtension
    static final Lake lake = new Lake("open");

    /** The bucket of plain files. */
    @TempDir
    private Path folder;

    private final String namespace = lake.newNamespace();
    private World world;
    private Client client;

    @AfterEach
    void stop() {
        world.close();
    }

    private void open(boolean tables) {
        world = new World(
                7,
                new Faults(new Random(7), 0),
                tables ? lake.folder() : folder,
                lake.impatientClient(),
                tables ? Client.variables(lake, namespace, Map.of()) : Client.variables(Map.of()));
        List<Feed> feeds = new ArrayList<>(world.gateway().feeds().all());
        feeds.add(new Deliveries());
        world.feeds(new Feeds(feeds));
        client = new Client(world);
    }

    /** Hands a body over, as the endpoint of a new kind of request would. */
    private BufferedIngest.Outcome send(int rows, String... lines) {
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        AtomicReference<BufferedIngest.Outcome> outcome = new AtomicReference<>();
        world.scheduler().start(() -> outcome.set(accept(body, Deliveries.LINES, rows)));
        world.scheduler().runUntil(world.scheduler().now() + 1_000);
        return outcome.get();
    }

    private BufferedIngest.Outcome accept(byte[] body, int format, int rows) {
        Config config = world.gateway().config();
        RequestIdentity identity = RequestIdentity.of(
                Recognition.CONTENT,
                null,
                config.deduplication(),
                format,
                Client.sha256(body),
                new JdkDigest(),
                () -> 1);
        return new BufferedIngest(config.batching(), world.workerPorts(), new UnansweredAttempts())
                .accept("deliveries", format, identity, body, body.length, rows, 0);
    }

    private static String line(long micros, String courier, String parcel, String stops) {
        return micros + ";" + courier + ";" + parcel + ";" + stops;
    }

    private static List<String> rows(Table table) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CloseableIterable<Record> read = IcebergGenerics.read(table).build()) {
            for (Record row : read) {
                List<String> stops = new ArrayList<>();
                for (Object stop : (List<?>) row.getField("Stops")) {
                    Record record = (Record) stop;
                    stops.add(record.getField("Place") + "/" + record.getField("Minutes"));
                }
                rows.add(row.getField("Courier") + " " + row.getField("At") + " " + row.getField("Parcel") + " "
                        + stops);
            }
        }
        rows.sort(null);
        return rows;
    }

    @Test
    void aTableThatNothingKnowsButItsRegistrationIsCommittedAndRead() throws IOException {
        open(true);
        assertInstanceOf(
                BufferedIngest.Outcome.Kept.class,
                send(
                        3,
                        line(MONDAY, "ann", "p1", "depot/5,harbour/7"),
                        line(MONDAY + DAY_MICROS, "ann", "", ""),
                        line(MONDAY + 1, "bob", "p2", "depot")));
        BufferedIngest.Outcome.Kept again =
                assertInstanceOf(BufferedIngest.Outcome.Kept.class, send(1, line(MONDAY + 2, "ann", "p0", "lock/1")));
        assertEquals(false, again.repeat());
        assertTrue(assertInstanceOf(BufferedIngest.Outcome.Kept.class, send(1, line(MONDAY + 2, "ann", "p0", "lock/1")))
                .repeat());

        assertEquals("", client.flush(BUFFER, false));
        assertEquals("", client.commit(namespace + ".deliveries"));
        assertEquals("", client.flush(BUFFER, true));

        Table table = lake.table(namespace, "deliveries");
        assertEquals(
                List.of(
                        "ann 2026-11-23T00:00:00.000002Z p0 [lock/1]",
                        "ann 2026-11-23T00:00Z p1 [depot/5, harbour/7]",
                        "ann 2026-11-24T00:00Z null []",
                        "bob 2026-11-23T00:00:00.000001Z p2 [depot/null]"),
                rows(table));
    }

    @Test
    void itHasTheOrderPartitionsAndBloomFiltersOfItsShape() throws IOException {
        open(true);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            lines.add(line(MONDAY + (i % 2) * DAY_MICROS + i, "ann", "p" + i, "depot/5"));
        }
        send(3_000, lines.toArray(new String[0]));
        client.flush(BUFFER, false);
        client.commit(namespace + ".deliveries");

        Table table = lake.table(namespace, "deliveries");
        assertEquals(
                "[\n  1000: At_day: day(1)\n  1001: Courier_bucket: bucket[4](2)\n]",
                table.spec().toString());
        assertEquals(
                "[\n  identity(3) ASC NULLS FIRST\n  identity(1) ASC NULLS FIRST\n]",
                table.sortOrder().toString());
        List<String> keys = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> keys.add(Lake.key(task.file().location())));
        }
        assertEquals(2, keys.size(), "a file for each day");
        for (String key : keys) {
            ParquetJava file = ParquetJava.read(world.bucket().read(key));
            assertEquals(List.of("Parcel", "At"), file.sortingColumns());
            assertEquals(List.of("Parcel"), file.bloomFilterColumns());
        }
    }

    @Test
    void aBodyWhoseRowsDoNotFitIsStoredPieceByPiece() throws IOException {
        open(true);
        world.pieceBytes(2_000);
        List<String> lines = new ArrayList<>();
        TreeSet<String> couriers = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            couriers.add("courier " + i);
            lines.add(line(MONDAY + i, "courier " + i, "parcel " + i, "place " + i + "/" + i));
        }
        send(300, lines.toArray(new String[0]));
        assertEquals("", client.flush(BUFFER, false));
        assertEquals("", client.commit(namespace + ".deliveries"));

        assertEquals(List.copyOf(couriers), lake.texts(namespace, "deliveries", "Courier"));
    }

    @Test
    void plainFilesHaveTheFolderOfTheShape() throws IOException {
        open(false);
        send(2, line(MONDAY, "ann", "p1", "depot/5"), line(MONDAY + DAY_MICROS, "bob", "p2", ""));
        assertEquals("", client.flush(BUFFER, true));

        List<String> folders = new ArrayList<>();
        for (String key : world.bucket().keys()) {
            folders.add(key.substring(0, key.lastIndexOf('/')));
        }
        assertEquals(
                List.of(
                        "deliveries/ann/year=2026/month=11/day=23/hour=00",
                        "deliveries/bob/year=2026/month=11/day=24/hour=00"),
                folders);
    }

    private void withoutDeliveries(boolean without) {
        List<Feed> feeds = new ArrayList<>(world.gateway().feeds().all());
        if (!without) {
            feeds.add(new Deliveries());
        }
        world.feeds(new Feeds(feeds));
        world.host(ActorKind.BUFFER, BUFFER).crash();
    }

    @Test
    void aVersionWithoutTheFeedKeepsItsRequestsForOneThatHasIt() {
        open(true);
        send(1, line(MONDAY, "ann", "p1", "depot/5"));
        withoutDeliveries(true);
        String problem = client.flush(BUFFER, true);
        assertTrue(problem.contains("this version has no feed for buffer deliveries-0"), problem);

        withoutDeliveries(false);
        assertEquals("", client.flush(BUFFER, false));
        assertEquals("", client.commit(namespace + ".deliveries"));
        assertEquals(List.of("ann"), lake.texts(namespace, "deliveries", "Courier"));
    }

    @Test
    void aTableThatThisVersionDoesNotKnowIsNamedAndItsRangeIsKept() {
        open(true);
        world.deafCommitter(namespace + ".deliveries");
        send(1, line(MONDAY, "ann", "p1", "depot/5"));
        client.flush(BUFFER, false);
        SqliteStorage sql = world.host(ActorKind.BUFFER, BUFFER).sql();
        sql.query("UPDATE sealed_range SET progress = '{\"deliveries\":[[0,3]],\"returns\":[[0,2]]}'");
        sql.commit();
        world.host(ActorKind.BUFFER, BUFFER).crash();
        client.flush(BUFFER, false);
        String status = client.status(BUFFER);
        assertTrue(status.contains("returns: this version does not know the table, and keeps its rows"), status);
    }

    @Test
    void aFormatThatNobodyKnowsIsRefusedAndNothingIsKept() {
        open(true);
        world.expectRefusals();
        AtomicReference<BufferedIngest.Outcome> outcome = new AtomicReference<>();
        byte[] body = "x".getBytes(StandardCharsets.UTF_8);
        world.scheduler().start(() -> outcome.set(accept(body, 77, 1)));
        world.scheduler().runUntil(world.scheduler().now() + 60_000);
        BufferedIngest.Outcome.Unavailable refused =
                assertInstanceOf(BufferedIngest.Outcome.Unavailable.class, outcome.get());
        assertEquals("expected the code of a request format, found 77", refused.reason());
        assertEquals("", client.flush(BUFFER, true));
        assertEquals(List.of(), lake.tables(namespace));
    }
}
