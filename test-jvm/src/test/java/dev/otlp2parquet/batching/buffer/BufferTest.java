package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otlp2parquet.batching.actor.Trouble;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.jvm.Json;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A buffer in plain mode, without faults but those that a test makes. */
class BufferTest {

    @TempDir
    private Path folder;

    private World world;
    private Client client;

    @BeforeEach
    void open() {
        open(Map.of());
    }

    private void open(Map<String, String> more) {
        world = new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(more));
        client = new Client(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private World.Host buffer() {
        return world.host(ActorKind.BUFFER, "logs-0");
    }

    private List<String> stored() {
        return StoredTexts.ofFolder(folder);
    }

    @Test
    void requestsOfAMinuteBecomeOneFile() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.addAll(client.send("request-" + i, 3));
            world.scheduler().runUntil(world.scheduler().now() + 1_000);
        }
        assertEquals(List.of(), stored());
        world.scheduler().runUntil(world.scheduler().now() + 60_000);
        assertEquals(StoredTexts.sorted(sent), stored());
        assertEquals(1, world.bucket().keys().size(), world.bucket().keys().toString());
        assertTrue(world.bucket().keys().get(0).matches("logs/s/.*/\\d+-logs-0-[0-9a-f]{8}-1-20\\.parquet"));
        assertEquals(null, buffer().alarm(), "nothing is left to do");
    }

    @Test
    void theRequestThatReachesTheRowLimitStartsTheFlush() {
        open(Map.of("OTLP2PARQUET_BATCH_MAX_ROWS", "10"));
        List<String> sent = new ArrayList<>(client.send("a", 9));
        world.scheduler().runUntil(world.scheduler().now() + 1_000);
        assertEquals(List.of(), stored());
        sent.addAll(client.send("b", 1));
        world.scheduler().runUntil(world.scheduler().now() + 1_000);
        assertEquals(StoredTexts.sorted(sent), stored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "65536"})
    void whatWasAcceptedUnderOneLimitOfAttributesIsStoredUnderAnother(String limit) {
        open(Map.of("OTLP2PARQUET_MAX_ATTRIBUTES", "20"));
        List<String> sent = client.sendWithAttributes("limit", 3, 40);
        assertEquals(3, sent.size());
        world.configure(Client.variables(Map.of("OTLP2PARQUET_MAX_ATTRIBUTES", limit)));
        buffer().crash();
        world.scheduler().runUntil(world.scheduler().now() + 61_000);
        assertEquals(sent, stored());
        assertFalse(client.status("logs-0").contains("quarantine"), client.status("logs-0"));
    }

    @Test
    void theSameBodyTenTimesIsOneCopy() {
        List<String> rows = List.of();
        for (int i = 0; i < 5; i++) {
            rows = client.send("same", 4);
        }
        buffer().crash();
        client.send("same", 4);
        world.scheduler().runUntil(world.scheduler().now() + 61_000);
        assertEquals(rows, stored());
        for (int i = 0; i < 4; i++) {
            client.send("same", 4);
        }
        world.scheduler().runUntil(world.scheduler().now() + 23 * 3_600_000L);
        client.send("same", 4);
        world.scheduler().runUntil(world.scheduler().now() + 61_000);
        assertEquals(rows, stored());
    }

    @Test
    void aBodyIsForgottenAfterADay() {
        List<String> rows = client.send("same", 1);
        world.scheduler().runUntil(world.scheduler().now() + 24 * 3_600_000L + 61_000);
        client.send("same", 1);
        world.scheduler().runUntil(world.scheduler().now() + 61_000);
        assertEquals(List.of(rows.get(0), rows.get(0)), stored());
    }

    @Test
    void fiftyFailingAlarmsThenSuccess() {
        world.storeDown(true);
        List<String> rows = client.send("patient", 4);
        long begun = world.scheduler().now();
        world.scheduler().runUntil(begun + 50 * 60_000L);
        assertEquals(List.of(), stored());
        JsonNode failure = Json.read(client.status("logs-0")).at("/failure");
        assertEquals("the bucket does not answer", failure.path("reason").textValue(), client.status("logs-0"));
        assertTrue(failure.path("attempts").intValue() >= 50, client.status("logs-0"));
        assertTrue(
                world.log().size() <= 50,
                "at most a line a minute: " + world.log().size());
        world.storeDown(false);
        world.scheduler().runUntil(world.scheduler().now() + 61_000);
        assertEquals(rows, stored());
        assertTrue(!client.status("logs-0").contains("failure"), client.status("logs-0"));
    }

    @Test
    void anAlarmThatTheHostHasGivenUpIsSetAnewByTheNextRequest() {
        List<String> rows = new ArrayList<>(client.send("first", 2));
        buffer().loseAlarm();
        world.scheduler().runUntil(world.scheduler().now() + 600_000);
        assertEquals(List.of(), stored());
        rows.addAll(client.send("second", 2));
        world.scheduler().runUntil(world.scheduler().now() + 61_000);
        assertEquals(StoredTexts.sorted(rows), stored());
    }

    @Test
    void bodiesLargerThanAChunkComeBackWhole() {
        List<String> rows = client.sendIncompressible("large", 40, 100_000);
        assertTrue(BufferRows.chunks(buffer().sql()) >= 4, "the body is in several chunks");
        client.flush();
        assertEquals(StoredTexts.sorted(rows), stored());
        assertEquals(0, BufferRows.chunks(buffer().sql()));
        assertEquals(0, BufferRows.requests(buffer().sql()));
    }

    @Test
    void aboveTheBacklogLimitABufferIsFullAndLosesNothing() {
        open(Map.of("OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES", "1048576"));
        world.storeDown(true);
        List<String> rows = new ArrayList<>();
        int full = 0;
        for (int i = 0; i < 20; i++) {
            List<String> accepted = client.sendIncompressible("r" + i, 1, 100_000);
            rows.addAll(accepted);
            full += accepted.isEmpty() ? 1 : 0;
        }
        assertTrue(full > 5 && full < 15, full + " are refused");
        world.storeDown(false);
        world.scheduler().runUntil(world.scheduler().now() + 120_000);
        assertEquals(StoredTexts.sorted(rows), stored());
        rows.addAll(client.send("again", 1));
        client.flush();
        assertEquals(StoredTexts.sorted(rows), stored());
    }

    @Test
    void aRequestThatCannotBeReadIsSetAsideAndTheOthersGoOn() {
        List<String> rows = new ArrayList<>(client.send("a", 2));
        client.sendCorrupt("broken", 2);
        rows.addAll(client.send("b", 2));
        String problem = client.flush();
        assertTrue(problem.startsWith("1 requests cannot be read and are kept"), problem);
        assertEquals(StoredTexts.sorted(rows), stored());
        assertTrue(client.status("logs-0").contains("\"quarantined\":{\"requests\":1"), client.status("logs-0"));
        assertEquals(1, BufferRows.requests(buffer().sql()));
    }

    /** Such as texts that were not Unicode, once a reason to reject their records. */
    @Test
    void aRequestOfWhichMoreRowsCanBeStoredThanWereAcceptedIsStored() {
        List<String> rows = new ArrayList<>(client.sendAcceptedWith(2, "mended", 3));
        assertEquals("", client.flush());
        assertEquals(StoredTexts.sorted(rows), stored());

        client.sendAcceptedWith(3, "lost", 2);
        assertTrue(client.flush().startsWith("1 requests cannot be read and are kept"));
        assertEquals(StoredTexts.sorted(rows), stored());
    }

    @Test
    void aQuarantinedRequestOfSeveralChunksKeepsThemWhenItsRangeIsDropped() {
        List<String> rows = new ArrayList<>(client.send("a", 2));
        rows.addAll(client.sendIncompressible("large", 40, 100_000));
        rows.addAll(client.send("b", 2));
        String format = "SET format = ? WHERE sequence = ?";
        BufferRows.update(buffer().sql(), format, 99L, 2L);
        assertTrue(client.flush().startsWith("1 requests cannot be read and are kept"));
        assertTrue(BufferRows.chunks(buffer().sql()) >= 4, "every chunk of it is still there");
        // A later version knows the format.
        BufferRows.update(buffer().sql(), "SET format = 1 WHERE format = 99");
        assertEquals("", client.flush());
        assertEquals(StoredTexts.sorted(rows), stored());
        assertEquals(0, BufferRows.chunks(buffer().sql()));
    }

    @Test
    void aRequestOfWhichAChunkIsMissingIsSetAsideAndTheOthersGoOn() {
        List<String> rows = new ArrayList<>(client.send("a", 2));
        client.sendIncompressible("large", 40, 100_000);
        rows.addAll(client.send("b", 2));
        BufferRows.deleteChunk(buffer().sql(), "max");
        String problem = client.flush();
        assertEquals("1 requests cannot be read and are kept: chunk 5 of 5 is missing", problem);
        assertEquals(StoredTexts.sorted(rows), stored());
        assertEquals(problem, client.flush(), "each attempt finds the same, and holds up nobody");
        rows.addAll(client.send("c", 2));
        client.flush();
        assertEquals(StoredTexts.sorted(rows), stored());
    }

    @Test
    void sequencesAreNeverUsedTwice() throws Exception {
        client.send("a", 1);
        client.flush();
        buffer().crash();
        client.send("b", 1);
        client.flush();
        assertTrue(world.bucket().keys().stream().anyMatch(key -> key.endsWith("-1-1.parquet")));
        assertTrue(world.bucket().keys().stream().anyMatch(key -> key.endsWith("-2-2.parquet")));
    }

    @Test
    void fiveHundredHoursAndTheEndsOfTime() {
        List<String> rows = new ArrayList<>();
        rows.addAll(client.sendAt("1970", 0L + 1));
        rows.addAll(client.sendAt("2262", Long.MAX_VALUE));
        for (int i = 0; i < 500; i++) {
            rows.addAll(client.sendAt("hour" + i, 1_700_000_000_000_000_000L + i * 3_600_000_000_000L));
        }
        client.flush();
        assertEquals(StoredTexts.sorted(rows), stored());
    }

    @Test
    void aPutThatIsGivenUpAndLandsLaterChangesNothing() {
        world.storeHangs(true);
        List<String> rows = client.send("late", 4);
        world.scheduler().runUntil(world.scheduler().now() + 60_000 + 29_000);
        assertTrue(!client.status("logs-0").contains("failure"), client.status("logs-0"));
        world.scheduler().runUntil(world.scheduler().now() + 4_000);
        assertTrue(client.status("logs-0").contains("\"failure\":{"), client.status("logs-0"));
        world.storeHangs(false);
        world.scheduler().runUntil(world.scheduler().now() + 60_000);
        assertEquals(rows, stored());
        rows = new ArrayList<>(rows);
        rows.addAll(client.send("next", 2));
        world.scheduler().runUntil(world.scheduler().now() + 600_000);
        assertEquals(StoredTexts.sorted(rows), stored());
    }

    @Test
    void anAlarmThatDoesNotGetOnIsReportedWithItsAge() {
        world.storeNeverAnswers(true);
        client.send("stuck", 4);
        long flush = world.scheduler().now() + 60_000;
        world.scheduler().runUntil(flush + 299_000);
        assertEquals(null, client.trouble("logs-0"));
        world.scheduler().runUntil(flush + 360_000);
        Trouble trouble = client.trouble("logs-0");
        assertEquals(Trouble.STALLED, trouble.kind());
        assertTrue(trouble.ageMillis() > 300_000 && trouble.ageMillis() < 370_000, trouble.toString());
        String status = client.status("logs-0");
        assertTrue(status.contains("\"stalled\":{\"reason\":\"its alarm runs without progress\""), status);
    }

    @Test
    void anAlarmThatTheHostHasGivenUpIsReportedAndSetAnewByWhoeverAsks() {
        List<String> rows = client.send("first", 2);
        long due = buffer().alarm();
        buffer().overdueAlarm();
        world.scheduler().runUntil(due + 400_000);
        Trouble trouble = client.trouble("logs-0");
        assertEquals(Trouble.STALLED, trouble.kind());
        world.scheduler().runUntil(world.scheduler().now() + 1_000);
        assertEquals(rows, stored());
        assertEquals(null, client.trouble("logs-0"));
    }

    @Test
    void whatIsStoredMakesRoomAtOnceThoughTheFlushGoesOn() {
        open(Map.of("OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES", "1048576"));
        world.pieceBytes(300_000);
        assertEquals(1, client.sendIncompressible("a", 1, 360_000).size());
        assertEquals(1, client.sendIncompressible("b", 1, 360_000).size());
        assertEquals(List.of(), client.sendIncompressible("c", 1, 360_000), "the buffer is full");
        world.storeNeverAnswersAfter(1);
        world.scheduler().runUntil(world.scheduler().now() + 61_000);
        assertEquals(1, stored().size(), "the first is stored, the second is on its way for ever");
        assertEquals(1, client.sendIncompressible("c", 1, 360_000).size(), "there is room");
    }

    @Test
    void flushesThatDieWithTheirObjectHoldNoMemory() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.addAll(client.send("r" + i, 2));
            world.storeNeverAnswers(true);
            world.scheduler().runUntil(world.scheduler().now() + 61_000);
            buffer().crash();
            world.storeNeverAnswers(false);
        }
        world.scheduler().runUntil(world.scheduler().now() + 120_000);
        assertEquals(StoredTexts.sorted(rows), stored(), client.status("logs-0"));
    }
}
