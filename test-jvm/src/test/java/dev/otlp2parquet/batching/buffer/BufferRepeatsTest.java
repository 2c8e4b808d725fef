package dev.otlp2parquet.batching.buffer;

import static dev.otlp2parquet.batching.buffer.Accepting.ACCEPTED;
import static dev.otlp2parquet.batching.buffer.Accepting.DUPLICATE;
import static dev.otlp2parquet.batching.buffer.Accepting.FULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests a buffer takes for repeats: by their mark, and of excusable bodies by attempts that ended without an answer. */
class BufferRepeatsTest {

    private static final int DAY_SECS = 86_400;

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

    private static byte[] mark(String text) {
        return Arrays.copyOf(Client.sha256(text.getBytes(StandardCharsets.UTF_8)), KnownRequests.MARK_BYTES);
    }

    /** A body without content mark is recognised by its mark alone. */
    private Accepting send(String mark) {
        return client.accept("one", 0, mark(mark), new byte[0], List.of());
    }

    private Accepting sendExcusable(String attempt, String... unanswered) {
        List<byte[]> attempts = new ArrayList<>();
        for (String ended : unanswered) {
            attempts.add(mark(ended));
        }
        return client.accept("one", 0, mark(attempt), mark("content"), attempts);
    }

    private void ended(String attempt) {
        client.unanswered(mark("content"), mark(attempt));
    }

    private void pass(long seconds) {
        world.scheduler().runUntil(world.scheduler().now() + seconds * 1000);
    }

    /** How many copies of the only row are stored when nothing waits any more. */
    private int copies() {
        assertEquals("", client.flush());
        return Collections.frequency(StoredTexts.ofFolder(folder), "one/0");
    }

    @Test
    void equalBodiesOfOtherMarksAreStoredEachTime() {
        assertEquals(ACCEPTED, send("a"));
        assertEquals(ACCEPTED, send("b"));
        assertEquals(DUPLICATE, send("a"));
        assertEquals(2, copies());
        assertEquals(DUPLICATE, send("b"), "its table is dropped, and its mark is not");
        buffer().crash();
        assertEquals(DUPLICATE, send("a"), "nor does it die with the object");
        assertEquals(ACCEPTED, send("c"));
        assertEquals(3, copies());
    }

    @Test
    void aMarkIsKnownForAsLongAsTheWindow() {
        open(Map.of("OTLP2PARQUET_DEDUPE_WINDOW_SECS", "7200"));
        send("a");
        assertEquals(1, copies());
        pass(7_100);
        assertEquals(DUPLICATE, send("a"));
        pass(200);
        assertEquals(ACCEPTED, send("a"));
        assertEquals(2, copies());
    }

    @Test
    void withoutAWindowTheWorkersOwnCallsAreRecognisedForAnHour() {
        open(Map.of("OTLP2PARQUET_DEDUPE_WINDOW_SECS", "0"));
        send("a");
        assertEquals(1, copies());
        pass(3_500);
        assertEquals(DUPLICATE, send("a"));
    }

    @Test
    void theOldestMarksAreForgottenWhenThereAreTooManyAndCounted() {
        open(Map.of("OTLP2PARQUET_DEDUPE_MAX_RECORDS", "1000"));
        int sent = 0;
        for (int flush = 0; flush < 12; flush++) {
            for (int i = 0; i < 100; i++) {
                assertEquals(ACCEPTED, send("m" + sent++));
            }
            client.flush();
        }
        String status = client.status("logs-0");
        assertTrue(status.contains("\"forgotten_early\":225"), status);
        assertTrue(status.contains("\"remembered_requests\":975"), status);
        assertEquals(ACCEPTED, send("m0"), "it is forgotten");
        assertEquals(DUPLICATE, send("m400"));
        assertEquals(DUPLICATE, send("m1199"));
        assertTrue(client.status("logs-0").contains("\"recognised\":2"), client.status("logs-0"));
    }

    /** What one flush leaves is a row, and may be more than all that is to be remembered. */
    @Test
    void theNewestMarksStayHoweverManyWentTogether() {
        open(Map.of("OTLP2PARQUET_DEDUPE_MAX_RECORDS", "1000"));
        for (int i = 0; i < 1_500; i++) {
            assertEquals(ACCEPTED, send("m" + i));
        }
        client.flush();
        assertTrue(client.status("logs-0").contains("\"remembered_requests\":875"), client.status("logs-0"));
        assertTrue(client.status("logs-0").contains("\"forgotten_early\":625"), client.status("logs-0"));
        assertEquals(DUPLICATE, send("m1499"));
        assertEquals(DUPLICATE, send("m625"), "the oldest that is left");
        assertEquals(ACCEPTED, send("m624"));
    }

    @Test
    void anAttemptWithoutAnAnswerExcusesOneRepeat() {
        assertEquals(ACCEPTED, sendExcusable("a"));
        ended("a");
        assertEquals(DUPLICATE, sendExcusable("b"));
        assertEquals(DUPLICATE, sendExcusable("b"), "the Worker's own repeated call");
        assertEquals(ACCEPTED, sendExcusable("c"), "it is excused no second time");
        assertEquals(2, copies());
    }

    @Test
    void anExcuseLastsThroughAFlushAndARestart() {
        sendExcusable("a");
        ended("a");
        assertEquals(1, copies());
        buffer().crash();
        pass(DAY_SECS - 3_600);
        assertEquals(DUPLICATE, sendExcusable("b"));
        assertEquals(ACCEPTED, sendExcusable("c"));
        assertEquals(2, copies());
    }

    @Test
    void aRepeatThatHasNoAnswerEitherExcusesTheNext() {
        sendExcusable("a");
        ended("a");
        for (String attempt : List.of("b", "c", "d")) {
            assertEquals(DUPLICATE, sendExcusable(attempt));
            ended(attempt);
        }
        assertEquals(DUPLICATE, sendExcusable("e"));
        assertEquals(ACCEPTED, sendExcusable("f"));
        assertEquals(2, copies());
    }

    @Test
    void anAttemptIsReportedSeveralTimesAndExcusesOne() {
        sendExcusable("a");
        ended("a");
        ended("a");
        assertEquals(DUPLICATE, sendExcusable("b", "a"));
        ended("a");
        assertEquals(ACCEPTED, sendExcusable("c", "a"));
        assertEquals(2, copies());
    }

    @Test
    void theWorkerBringsAttemptsAlongThatItKnowsOf() {
        sendExcusable("a");
        assertEquals(DUPLICATE, sendExcusable("b", "a"));
        assertEquals(1, copies());
    }

    @Test
    void anAttemptThatNeverCameExcusesNothing() {
        ended("lost");
        assertEquals(ACCEPTED, sendExcusable("b"));
        assertEquals(ACCEPTED, sendExcusable("c"));
        assertEquals(2, copies());
    }

    @Test
    void anAttemptThatComesBehindItsRepeatIsNotStored() {
        ended("late");
        assertEquals(ACCEPTED, sendExcusable("b"));
        assertEquals(DUPLICATE, sendExcusable("late"));
        assertEquals(1, copies());
    }

    @Test
    void anAttemptThatComesBehindItsEndAndBeforeItsRepeatIsStoredOnce() {
        ended("late");
        assertEquals(ACCEPTED, sendExcusable("late"));
        assertEquals(DUPLICATE, sendExcusable("b"));
        assertEquals(ACCEPTED, sendExcusable("c"));
        assertEquals(2, copies());
    }

    @Test
    void twoEndedAttemptsOfOneBodyExcuseTwoRepeats() {
        sendExcusable("a");
        sendExcusable("b");
        ended("a");
        ended("b");
        assertEquals(DUPLICATE, sendExcusable("c"));
        assertEquals(DUPLICATE, sendExcusable("d"));
        assertEquals(ACCEPTED, sendExcusable("e"));
        assertEquals(3, copies());
    }

    @Test
    void aRepeatThatIsRefusedUsesNoExcuse() {
        open(Map.of("OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES", "1048576"));
        ended("lost");
        world.storeDown(true);
        while (!client.sendIncompressible("fill" + world.scheduler().now(), 1, 100_000)
                .isEmpty()) {
            pass(1);
        }
        assertEquals(FULL, client.accept("large", 200_000, mark("b"), mark("content"), List.of()));
        world.storeDown(false);
        pass(120);
        assertEquals(ACCEPTED, sendExcusable("c"), "in the place of the one that was lost");
        assertEquals(DUPLICATE, sendExcusable("lost"));
    }

    @Test
    void excusesAreForgottenWithTheWindow() {
        open(Map.of("OTLP2PARQUET_DEDUPE_WINDOW_SECS", "7200"));
        sendExcusable("a");
        ended("a");
        assertEquals(1, copies());
        pass(7_300);
        client.send("other", 1);
        pass(61);
        assertEquals(0, buffer().sql().query("SELECT count(*) FROM unanswered").number(0, 0));
        assertEquals(ACCEPTED, sendExcusable("b"));
        assertEquals(2, copies());
    }
}
