package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Json;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are set aside: an operator lists, exports, replays and deletes them over HTTP. */
class QuarantineTest {

    @TempDir
    private Path folder;

    private World world;
    private Client client;

    @BeforeEach
    void open() {
        world = new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(Map.of()));
        client = new Client(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private SqliteStorage sql() {
        return world.host(ActorKind.BUFFER, "logs-0").sql();
    }

    /** As if a newer version had written it, or this one again. */
    private void setFormat(long sequence, long format) {
        BufferRows.update(sql(), "SET format = ? WHERE sequence = ?", format, sequence);
    }

    private HttpAnswer http(String method, String path) {
        HttpAnswer answer = client.http(method, path, new byte[0], world.workerPorts());
        assertNotNull(answer, method + " " + path);
        return answer;
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsSetAside() {
        assertEquals("{\"quarantined\":[],\"requests\":0,\"problems\":[]}", text(http("GET", "/quarantine")));
        assertEquals(404, http("GET", "/quarantine/logs-0/1").status());
        assertEquals(404, http("DELETE", "/quarantine/logs-0/1").status());
        assertEquals(404, http("POST", "/quarantine/logs-0/1/replay").status());
    }

    @Test
    void theListSaysWhatEachIsAndWhy() {
        client.sendCorrupt("broken", 2);
        client.flush();
        String list = text(http("GET", "/quarantine"));
        JsonNode found = Json.read(list);
        assertEquals(List.of("quarantined", "requests", "problems"), Json.names(found), list);
        assertEquals(1, found.get("quarantined").size(), list);
        assertEquals(1, found.get("requests").intValue());
        assertEquals(Json.read("[]"), found.get("problems"));
        JsonNode request = found.get("quarantined").get(0);
        assertEquals(
                List.of("buffer", "sequence", "rows", "bytes", "stored_bytes", "received_unix_ms", "reason"),
                Json.names(request),
                list);
        assertEquals("logs-0", request.get("buffer").textValue());
        assertEquals(1, request.get("sequence").intValue());
        assertEquals(2, request.get("rows").intValue());
        for (String number : List.of("bytes", "stored_bytes", "received_unix_ms")) {
            assertTrue(
                    request.get(number).isIntegralNumber()
                            && request.get(number).longValue() >= 0,
                    list);
        }
        assertFalse(request.get("reason").textValue().isEmpty(), list);
        String status = client.status("logs-0");
        assertTrue(status.contains("\"quarantined\":{\"requests\":1,\"rows\":2,"), status);
        assertTrue(status.contains("\"first\":[{\"buffer\":\"logs-0\",\"sequence\":1,"), status);
        assertEquals(
                list, text(http("GET", "/quarantine")), "the reasons are durable: a restart changes nothing of them");
    }

    @Test
    void theListInTheStatusIsShort() {
        for (int i = 0; i < Quarantine.IN_STATUS + 5; i++) {
            client.sendCorrupt("broken" + i, 1);
        }
        client.flush();
        String status = client.status("logs-0");
        assertTrue(status.contains("\"requests\":" + (Quarantine.IN_STATUS + 5)), status);
        assertEquals(Quarantine.IN_STATUS, status.split("\"sequence\":", -1).length - 1);
    }

    @Test
    void oneIsExportedAsItWasAccepted() {
        byte[] body = Client.body("large", 40, 100_000, 1_795_253_400_000_000_000L);
        client.sendIncompressible("large", 40, 100_000);
        BufferRows.update(sql(), "SET row_count = 41");
        client.flush();
        HttpAnswer answer = http("GET", "/quarantine/logs-0/1");
        assertEquals(200, answer.status());
        assertEquals("application/x-protobuf", answer.header("content-type"));
        assertNull(answer.header("content-encoding"));
        assertArrayEquals(body, answer.body());
    }

    @Test
    void oneThatIsNotWholeSaysWhatIsMissing() {
        client.sendIncompressible("large", 40, 100_000);
        BufferRows.deleteChunk(sql(), "min");
        client.flush();
        HttpAnswer answer = http("GET", "/quarantine/logs-0/1");
        assertEquals(422, answer.status());
        assertTrue(text(answer).contains("the request cannot be read: chunk 1 of 5 is missing"), text(answer));
    }

    @Test
    void ofOneThatCannotBeDecompressedTheKeptBytesAreExported() {
        client.send("broken", 2);
        byte[] damaged = {1, 2, 3, 4, 5};
        BufferRows.update(sql(), "SET body = ?", damaged);
        client.flush();
        HttpAnswer answer = http("GET", "/quarantine/logs-0/1");
        assertEquals("application/octet-stream", answer.header("content-type"));
        assertArrayEquals(damaged, answer.body());
    }

    @Test
    void oneIsReplayedBehindAllOthersAndItsRowsAreStoredOnce() {
        List<String> rows = new ArrayList<>(client.sendIncompressible("large", 40, 100_000));
        client.sendCorrupt("broken", 1);
        setFormat(1, 99);
        rows.addAll(client.send("a", 2));
        client.flush();
        rows.addAll(client.send("b", 2));
        setFormat(1, 1);
        assertEquals("{\"status\":\"replayed\",\"sequence\":5}", text(http("POST", "/quarantine/logs-0/1/replay")));
        assertEquals(404, http("POST", "/quarantine/logs-0/1/replay").status(), "it is not set aside any more");
        world.scheduler().runUntil(world.scheduler().now() + 60_000);
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
        assertEquals(0, BufferRows.chunks(sql()));
        assertTrue(text(http("GET", "/quarantine")).contains("\"requests\":1"), "the other one waits on");
    }

    @Test
    void oneIsDeletedWithAllItsChunks() {
        client.sendIncompressible("large", 40, 100_000);
        setFormat(1, 99);
        client.sendCorrupt("broken", 1);
        client.flush();
        assertEquals("{\"status\":\"deleted\"}", text(http("DELETE", "/quarantine/logs-0/1")));
        assertEquals(0, BufferRows.chunks(sql()));
        assertTrue(text(http("GET", "/quarantine")).contains("\"requests\":1"), "the other one stays");
        assertEquals(200, http("DELETE", "/quarantine/logs-0/2").status());
        assertFalse(client.status("logs-0").contains("quarantined"));
        assertTrue(client.status("logs-0").contains("\"stored_bytes\":0"), client.status("logs-0"));
        List<String> rows = client.send("next", 1);
        assertEquals("", client.flush());
        assertEquals(rows, StoredTexts.ofFolder(folder));
    }

    @Test
    void otherMethodsAreRefused() {
        assertEquals("GET", http("DELETE", "/quarantine").header("allow"));
        assertEquals("GET, DELETE", http("POST", "/quarantine/logs-0/1").header("allow"));
        assertEquals("POST", http("GET", "/quarantine/logs-0/1/replay").header("allow"));
    }

    @Test
    void pathsThatNameNoRequestAreNotFoundAndMakeNoObject() {
        Stream.of(
                        "/quarantine/",
                        "/quarantine/replay",
                        "/quarantine/logs-0",
                        "/quarantine/logs-0/",
                        "/quarantine/logs-0/0",
                        "/quarantine/logs-0/-1",
                        "/quarantine/logs-0/1/",
                        "/quarantine/logs-0/1/2",
                        "/quarantine/logs-0/9999999999999",
                        "/quarantine/logs-00/1",
                        "/quarantine/logs-1000/1",
                        "/quarantine/logs-/1",
                        "/quarantine/logs-x-1/1",
                        "/quarantine/profiles-0/1",
                        "/quarantine/-0/1",
                        "/quarantinex")
                .forEach(path -> assertEquals(404, http("GET", path).status(), path));
        assertEquals(List.of(), world.hosts());
    }

    @Test
    void credentialsAreNeeded() {
        world.configure(Map.of("OTLP2PARQUET_AUTH_TOKEN", "secret"));
        for (String path : List.of("/quarantine", "/quarantine/logs-0/1")) {
            assertEquals(401, http("GET", path).status(), path);
        }
    }

    /** Runs alarms for some minutes, with all that goes wrong in them. */
    private void pass() {
        world.scheduler().runUntil(world.scheduler().now() + 300_000);
    }

    @Test
    void aRequestThatTheDatabaseDoesNotGiveOnceIsReadAgain() throws Exception {
        List<String> rows = client.send("a", 2);
        sql().refuseOnce(statement -> statement.startsWith("SELECT " + RequestRows.COLUMNS));
        pass();
        assertEquals("{\"quarantined\":[],\"requests\":0,\"problems\":[]}", text(http("GET", "/quarantine")));
        assertEquals(rows, StoredTexts.ofFolder(folder));
    }

    @Test
    void aRequestWhoseRowsAreStoredIsNotSetAsideAndStoredAgain() throws Exception {
        List<String> rows = client.send("a", 2);
        // The files are there, and the buffer does not get to note it.
        sql().refuseOnce(statement -> statement.startsWith("INSERT INTO known"));
        client.flush("logs-0", false);
        sql().refuseOnce(statement -> statement.startsWith("SELECT " + RequestRows.COLUMNS));
        pass();
        // An operator's flush has another try at what is set aside.
        assertEquals("", client.flush());
        assertEquals(rows, StoredTexts.ofFolder(folder));
    }

    @Test
    void aChunkThatTheDatabaseDoesNotGiveOnceIsReadAgain() throws Exception {
        List<String> rows = client.sendIncompressible("large", 40, 100_000);
        sql().refuseOnce(statement -> statement.startsWith("SELECT bytes FROM chunk"));
        pass();
        assertEquals("{\"quarantined\":[],\"requests\":0,\"problems\":[]}", text(http("GET", "/quarantine")));
        assertEquals(StoredTexts.sorted(rows), StoredTexts.ofFolder(folder));
    }

    @Test
    void oneOfAFormatThatIsNotKnownIsNotExported() {
        client.send("newer", 2);
        setFormat(1, 99);
        client.flush();
        HttpAnswer answer = http("GET", "/quarantine/logs-0/1");
        assertEquals(422, answer.status());
        assertTrue(text(answer).contains("this version does not know the request format 99"), text(answer));
    }
}
