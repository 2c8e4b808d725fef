package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.committer.CommitQueue;
import dev.otlp2parquet.batching.committer.RangeState;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.actor.SqlRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that earlier versions wrote, as SQL, are read by the version that there is. The fixtures stay as they are for ever; a
 * change of the format adds others.
 */
class FormatVersionTest {

    @TempDir
    private Path folder;

    private World world(Map<String, String> variables) {
        return new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(variables));
    }

    @Test
    void aBufferOfVersion1IsReadAndGoesOn() throws IOException {
        try (World world = world(Map.of())) {
            SqliteStorage sql = world.host(ActorKind.BUFFER, "logs-0").sql();
            load(sql, "buffer-v1.sql");
            Client client = new Client(world);
            List<String> rows = new ArrayList<>(Client.texts("kept", 2));
            rows.addAll(Client.texts("large", 30));
            rows.addAll(client.send("new", 1));
            assertEquals("", client.flush());
            assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
            assertTrue(
                    world.bucket().keys().toString().contains("-2-3.parquet"),
                    "the range that was sealed keeps its bounds: "
                            + world.bucket().keys());
        }
    }

    /** With a range that is sealed, chunks, what is set aside, and the hashes of what was flushed and what was not. */
    @Test
    void aBufferOfVersion2IsReadAndGoesOn() throws IOException {
        try (World world = world(Map.of())) {
            SqliteStorage sql = world.host(ActorKind.BUFFER, "logs-0").sql();
            load(sql, "buffer-v2.sql");
            Client client = new Client(world);
            client.send("flushed", 1);
            client.send("kept", 2);
            client.send("open", 2);
            client.send("aside", 2);
            List<String> rows = new ArrayList<>(Client.texts("kept", 2));
            rows.addAll(Client.texts("large", 30));
            rows.addAll(Client.texts("open", 2));
            rows.addAll(client.send("new", 1));
            assertEquals(
                    "1 requests cannot be read and are kept: this version does not know the request format 99",
                    client.flush());
            assertEquals(
                    StoredTexts.sorted(rows), StoredTexts.ofFolder(folder), "what was known is stored no second time");
            assertTrue(
                    world.bucket().keys().stream().anyMatch(key -> key.endsWith("-2-3.parquet")),
                    world.bucket().keys().toString());
            assertEquals(
                    0,
                    sql.query("SELECT 1 FROM sqlite_master WHERE name IN ('log', 'chunk', 'seen')")
                            .count());

            BufferRows.update(sql, "SET format = 1 WHERE format = 99");
            assertEquals("", client.flush());
            rows.addAll(Client.texts("aside", 2));
            assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder), "both its chunks were taken along");
            assertEquals(0, BufferRows.requests(sql));
            assertEquals(0, BufferRows.chunks(sql));
        }
    }

    /** Nothing waits in it: the next sequence still follows on the last. */
    @Test
    void anEmptyBufferOfVersion2UsesNoSequenceTwice() throws IOException {
        try (World world = world(Map.of())) {
            SqliteStorage sql = world.host(ActorKind.BUFFER, "logs-0").sql();
            load(sql, "buffer-v2.sql");
            sql.query("DELETE FROM log");
            sql.query("DELETE FROM chunk");
            sql.query("DELETE FROM sealed_range");
            sql.query("UPDATE meta SET value = '5' WHERE key = 'deleted-through'");
            sql.commit();
            Client client = new Client(world);
            List<String> rows = client.send("new", 1);
            assertEquals("", client.flush());
            assertEquals(rows, StoredTexts.ofFolder(folder));
            assertTrue(
                    world.bucket().keys().get(0).endsWith("-6-6.parquet"),
                    world.bucket().keys().toString());
        }
    }

    @Test
    void aQueueOfVersion1IsReadAndGoesOn() throws IOException {
        try (SqliteStorage sql = new SqliteStorage()) {
            load(sql, "committer-v1.sql");
            CommitQueue queue = CommitQueue.existing(sql);
            assertEquals("fixture.logs", queue.meta().name());
            assertEquals(
                    List.of("logs-0:5a94c9bf:3-3"),
                    queue.queued().stream().map(CommitQueue.QueuedRange::key).toList());
            List<AppendedFile> files = queue.files("logs-0:5a94c9bf:3-3");
            assertEquals(1, files.size());
            assertEquals(3, files.get(0).file().recordCount());
            assertEquals(RangeState.PENDING, queue.state("logs-0:5a94c9bf:2-2"));
            assertEquals(RangeState.COMMITTED, queue.state("logs-0:5a94c9bf:1-1"));
            assertTrue(queue.sent());
            assertEquals("logs-0:5a94c9bf:2-2", queue.pending().summary().get("otlp2parquet.ranges"));
            queue.committed(1);
            assertEquals(null, queue.pending());
            assertEquals(RangeState.COMMITTED, queue.state("logs-0:5a94c9bf:2-2"));
        }
    }

    @Test
    void aDatabaseOfALaterVersionIsRefusedRatherThanMisread() throws IOException {
        try (SqliteStorage sql = new SqliteStorage()) {
            load(sql, "buffer-v1.sql");
            sql.query("UPDATE meta SET value = '4' WHERE key = 'schema-version'");
            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> BufferLog.existing(sql, new BufferMemory()));
            assertTrue(refusal.getMessage().contains("schema version 4"), refusal.getMessage());
        }
    }

    /** Writes the fixtures of the version that there is; the names are for people to change. */
    @Test
    @EnabledIfSystemProperty(named = "write.fixtures", matches = ".+")
    void writeFixtures() throws Exception {
        Path target = Files.createDirectories(Path.of(System.getProperty("write.fixtures")));
        try (World world = world(Map.of())) {
            Client client = new Client(world);
            client.send("flushed", 1);
            client.flush();
            client.send("kept", 2);
            client.sendIncompressible("large", 30, 30);
            SqliteStorage sql = world.host(ActorKind.BUFFER, "logs-0").sql();
            // As if a chunk were smaller, so that the fixture is.
            String log = Segments.of(sql).open().log();
            String chunk = Segments.of(sql).open().chunk();
            byte[] body =
                    sql.query("SELECT body FROM " + log + " WHERE sequence = 3").bytes(0, 0);
            int half = body.length / 2;
            Segments.of(sql).makeChunks(Segments.of(sql).open());
            sql.query("INSERT INTO " + chunk + " VALUES (3 * 4096, ?)", Arrays.copyOf(body, half));
            sql.query(
                    "INSERT INTO " + chunk + " VALUES (3 * 4096 + 1, ?)", Arrays.copyOfRange(body, half, body.length));
            sql.query("UPDATE " + log + " SET body = NULL, chunks = 2 WHERE sequence = 3");
            sql.query("INSERT INTO sealed_range (from_sequence, to_sequence, sealed_millis, progress)"
                    + " VALUES (2, 3, 1, '{\"logs\":[[0,1]]}')");
            Files.writeString(target.resolve("buffer.sql"), dump(sql));
        }
        try (Lake lake = Lake.open("fixture");
                World world = new World(
                        7,
                        new Faults(new Random(7), 0),
                        lake.folder(),
                        lake.impatientClient(),
                        Client.variables(lake, "fixture", Map.of()))) {
            Client client = new Client(world);
            client.send("first", 1);
            client.flush("logs-0", false);
            world.scheduler().runUntil(world.scheduler().now() + 60_000);
            world.catalogDown(true);
            client.send("second", 2);
            client.flush("logs-0", false);
            world.scheduler().runUntil(world.scheduler().now() + 60_000);
            client.send("third", 3);
            client.flush("logs-0", false);
            SqliteStorage sql = world.host(ActorKind.COMMITTER, "fixture.logs").sql();
            assertFalse(sql.query("SELECT 1 FROM pending WHERE sent = 1").isEmpty(), "a commit is under way");
            Files.writeString(target.resolve("committer.sql"), dump(sql));
        }
    }

    private static String dump(SqliteStorage sql) {
        StringBuilder out = new StringBuilder();
        SqlRows tables = sql.query("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name");
        for (int i = 0; i < tables.count(); i++) {
            out.append(tables.text(i, 1)).append(";\n");
            for (Object[] row : sql.query("SELECT * FROM " + tables.text(i, 0)).rows()) {
                out.append("INSERT INTO ").append(tables.text(i, 0)).append(" VALUES (");
                for (int column = 0; column < row.length; column++) {
                    Object value = row[column];
                    out.append(column > 0 ? ", " : "");
                    if (value instanceof byte[] bytes) {
                        out.append("X'").append(HexFormat.of().formatHex(bytes)).append('\'');
                    } else if (value instanceof String text) {
                        out.append('\'').append(text.replace("'", "''")).append('\'');
                    } else {
                        out.append(value == null ? "NULL" : value.toString());
                    }
                }
                out.append(");\n");
            }
        }
        return out.toString();
    }

    private static void load(SqliteStorage sql, String fixture) throws IOException {
        try (InputStream in = FormatVersionTest.class.getResourceAsStream(fixture)) {
            for (String statement : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\n", -1)) {
                if (!statement.isBlank()) {
                    sql.query(statement);
                }
            }
        }
        sql.commit();
    }
}
