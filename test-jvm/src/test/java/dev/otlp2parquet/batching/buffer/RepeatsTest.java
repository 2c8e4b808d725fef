package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.ingest.http.Header;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.actor.AnswerWatch;
import dev.otlp2parquet.platform.text.Hex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Worker tells a buffer of a request, so that the buffer can know it when it comes again. */
class RepeatsTest {

    private static final long MILLISECOND = 1_795_253_400_123_000_000L;
    private static final byte[] FINE = Client.body("fine", 1, 0, MILLISECOND + 1);
    private static final byte[] COARSE = Client.body("coarse", 1, 0, MILLISECOND);
    private static final byte[] TIMELESS = Client.body("timeless", 1, 0, 0);

    @TempDir
    private Path folder;

    private World world;
    private final Buffer buffer = new Buffer();
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void open() {
        open(Map.of());
    }

    private void open(Map<String, String> more) {
        world = new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(more));
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** What an ACCEPT says, in hexadecimal digits. */
    private record Accept(String mark, String content, List<String> unanswered) {}

    private static String hex(MessageInput in) {
        byte[] bytes = in.bytes();
        return Hex.of(bytes);
    }

    /** Reads messages as a buffer does, and answers as the test says. */
    private static final class Buffer implements ActorCalls {
        private final List<Accept> accepted = new ArrayList<>();
        private Accepting answer = Accepting.ACCEPTED;
        private int failing;

        @Override
        public byte[] call(ActorKind kind, String name, byte[] message) throws ActorCallException {
            MessageInput in = new MessageInput(message);
            assertEquals(Operation.ACCEPT, Operation.of(in.number()));
            assertEquals("logs-0", in.text());
            String mark = hex(in);
            assertEquals(1, in.number(), "format");
            assertEquals(1, in.number(), "rows");
            assertTrue(in.number() > 0, "length");
            assertTrue(in.number() > 0, "time");
            assertTrue(in.bytes().length > 0, "body");
            String content = hex(in);
            List<String> unanswered = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                unanswered.add(hex(in));
            }
            assertFalse(in.hasMore());
            accepted.add(new Accept(mark, content, unanswered));
            if (failing > 0) {
                failing--;
                throw new ActorCallException("the object was moved", true, false);
            }
            return MessageOutput.answer()
                    .number(answer.code())
                    .number(5)
                    .text("")
                    .toByteArray();
        }

        private Accept last() {
            return accepted.get(accepted.size() - 1);
        }
    }

    /** What was named for the case that no answer comes, and whether it was asked for. */
    private static final class Watch implements AnswerWatch {
        private byte[] message;
        private boolean unanswered;

        @Override
        public void ifUnanswered(ActorKind kind, String name, byte[] text) {
            assertEquals(ActorKind.BUFFER, kind);
            assertEquals("logs-0", name);
            message = text.clone();
        }

        @Override
        public void unanswered() {
            unanswered = true;
        }

        /** The attempt that the message is about. */
        private void assertAbout(Accept accept) {
            MessageInput in = new MessageInput(message);
            assertEquals(Operation.UNANSWERED, Operation.of(in.number()));
            assertEquals("logs-0", in.text());
            assertEquals(accept.content(), hex(in));
            assertEquals(accept.mark(), hex(in));
            assertFalse(in.hasMore());
        }
    }

    private BatchingPorts ports(ActorCalls calls, AnswerWatch watch) {
        BatchingPorts ports = world.workerPorts();
        LakePorts lake = ports.lake();
        LakePorts logging = new LakePorts(
                lake.store(),
                lake.compressor(),
                lake.digest(),
                lake.clock(),
                lake.random(),
                (level, json) -> log.add(json),
                lake.http(),
                lake.codecs(),
                lake.keys());
        return new BatchingPorts(logging, calls, ports.bodies(), watch);
    }

    private HttpAnswer send(byte[] body, String key, Watch watch) {
        List<Header> headers = new ArrayList<>(List.of(new Header("content-type", "application/x-protobuf")));
        if (key != null) {
            headers.add(new Header("Idempotency-Key", key));
        }
        return new Client(world).http("POST", "/v1/logs", body, ports(buffer, watch), headers);
    }

    private HttpAnswer send(byte[] body) {
        return send(body, null, new Watch());
    }

    private String lastLine() {
        return log.get(log.size() - 1);
    }

    @Test
    void aBodyThatIsKnownByItsContentHasTheSameMarkEachTime() {
        Watch watch = new Watch();
        send(FINE, null, watch);
        assertTrue(lastLine().contains("\"recognised_by\":\"content\""), lastLine());
        Accept first = buffer.last();
        send(FINE);
        assertEquals(first.mark(), buffer.last().mark());
        assertEquals("", buffer.last().content());
        assertEquals(List.of(), buffer.last().unanswered());
        assertEquals(null, watch.message, "nobody needs to know whether it was answered");
    }

    @Test
    void aKeyHasTheSameMarkEachTimeForTheSameBody() {
        Watch watch = new Watch();
        send(TIMELESS, "one", watch);
        assertTrue(lastLine().contains("\"recognised_by\":\"key\""), lastLine());
        Accept first = buffer.last();
        send(TIMELESS, "one", new Watch());
        assertEquals(first.mark(), buffer.last().mark());
        assertEquals(null, watch.message);
        send(COARSE, "one", new Watch());
        assertNotEquals(first.mark(), buffer.last().mark());
    }

    @Test
    void logsOfOneMillisecondHaveAMarkEachTimeAndNameTheirContent() {
        Watch watch = new Watch();
        send(COARSE, null, watch);
        assertTrue(lastLine().contains("\"recognised_by\":\"attempt\""), lastLine());
        Accept first = buffer.last();
        watch.assertAbout(first);
        assertFalse(watch.unanswered);
        send(COARSE);
        assertNotEquals(first.mark(), buffer.last().mark());
        assertEquals(first.content(), buffer.last().content());
        assertEquals(List.of(), buffer.last().unanswered(), "the first was answered");
    }

    @Test
    void logsWithoutATimeHaveAMarkEachTimeAndNothingExcusesThem() {
        Watch watch = new Watch();
        buffer.failing = 4;
        assertEquals(503, send(TIMELESS, null, watch).status());
        Accept first = buffer.last();
        assertEquals(null, watch.message);
        assertFalse(watch.unanswered);
        send(TIMELESS);
        assertNotEquals(first.mark(), buffer.last().mark());
        assertEquals("", buffer.last().content());
        assertEquals(List.of(), buffer.last().unanswered());
    }

    @Test
    void theRepeatedCallsOfOneRequestHaveOneMarkWhateverTheBody() {
        for (byte[] body : List.of(FINE, COARSE, TIMELESS)) {
            buffer.accepted.clear();
            buffer.failing = 3;
            Watch watch = new Watch();
            assertEquals(200, send(body, null, watch).status());
            assertEquals(4, buffer.accepted.size());
            for (Accept accept : buffer.accepted) {
                assertEquals(buffer.last().mark(), accept.mark());
            }
            assertFalse(watch.unanswered, "it was answered in the end");
        }
    }

    /** The call that failed may have been taken all the same, before there was no room. */
    @Test
    void aRefusalBehindACallThatFailedLeavesTheEndOpen() {
        for (Accepting refusal : List.of(Accepting.FULL, Accepting.FAILED)) {
            buffer.answer = refusal;
            buffer.failing = 0;
            Watch refused = new Watch();
            assertEquals(503, send(COARSE, null, refused).status());
            assertFalse(refused.unanswered);
            buffer.failing = 1;
            Watch open = new Watch();
            assertEquals(503, send(COARSE, null, open).status());
            assertTrue(open.unanswered, refusal.name());
        }
    }

    @Test
    void anAttemptOfWhichNobodyKnowsTheEndGoesWithTheNextRequestOfItsContent() {
        buffer.failing = 4;
        Watch watch = new Watch();
        HttpAnswer failed = send(COARSE, null, watch);
        assertEquals(503, failed.status());
        assertTrue(watch.unanswered);
        Accept first = buffer.last();
        watch.assertAbout(first);

        send(Client.body("other", 1, 0, MILLISECOND));
        assertEquals(List.of(), buffer.last().unanswered(), "another content");

        buffer.failing = 4;
        assertEquals(503, send(COARSE).status());
        Accept second = buffer.last();
        assertEquals(1, second.unanswered().size());
        assertEquals(first.mark(), second.unanswered().get(0));

        send(COARSE);
        assertEquals(2, buffer.last().unanswered().size());
        assertEquals(first.mark(), buffer.last().unanswered().get(0));
        assertEquals(second.mark(), buffer.last().unanswered().get(1));

        send(COARSE);
        assertEquals(List.of(), buffer.last().unanswered(), "the call that took them was answered");
    }

    @Test
    void aBufferThatSaysThatNothingWasStoredLeavesNothingToExcuse() {
        for (Accepting refusal : List.of(Accepting.FULL, Accepting.FAILED)) {
            buffer.answer = refusal;
            Watch watch = new Watch();
            HttpAnswer answer = send(COARSE, null, watch);
            assertEquals(503, answer.status());
            assertTrue(new String(answer.body(), StandardCharsets.UTF_8).contains("nothing is lost or doubled"));
            assertFalse(watch.unanswered);
        }
        buffer.answer = Accepting.ACCEPTED;
        send(COARSE);
        assertEquals(List.of(), buffer.last().unanswered());
    }

    @Test
    void anAnswerThatCannotBeReadIsNone() {
        ActorCalls foreign = (kind, name, message) -> new byte[] {9, 0, 0, 0, 0, 0, 0, 0};
        Watch watch = new Watch();
        HttpAnswer answer = new Client(world).http("POST", "/v1/logs", COARSE, ports(foreign, watch));
        assertEquals(503, answer.status());
        assertTrue(watch.unanswered);
        send(COARSE);
        assertEquals(1, buffer.last().unanswered().size());
    }

    @Test
    void aRepeatIsInTheLogUnlessItMayBeTheWorkersOwn() {
        buffer.answer = Accepting.DUPLICATE;
        send(FINE);
        assertTrue(lastLine().contains("\"bytes_out\":0,"), lastLine());
        assertTrue(lastLine().contains("\"repeat\":true"), lastLine());

        buffer.failing = 1;
        send(FINE);
        assertFalse(lastLine().contains("\"bytes_out\":0,"), lastLine());
        assertFalse(lastLine().contains("repeat"), lastLine());
    }

    @Test
    void anAnswerPromisesNoMoreThanWhatIsKnownAgain() {
        for (byte[] body : List.of(FINE, COARSE, TIMELESS)) {
            buffer.failing = 4;
            String message = new String(send(body).body(), StandardCharsets.UTF_8);
            String promise = body == FINE ? "nothing is lost or doubled if" : "nothing is lost if";
            assertTrue(message.contains(promise), message);
        }
    }

    @Test
    void withoutAWindowEveryRequestIsOneOfItsOwn() {
        world.close();
        open(Map.of("OTLP2PARQUET_DEDUPE_WINDOW_SECS", "0"));
        for (byte[] body : List.of(FINE, COARSE, TIMELESS)) {
            Watch watch = new Watch();
            send(body, "key", watch);
            Accept first = buffer.last();
            send(body, "key", new Watch());
            assertNotEquals(first.mark(), buffer.last().mark());
            assertEquals("", first.content());
            assertEquals(null, watch.message);
        }
    }

    @Test
    void equalBodiesThatAreMeantTwiceAreAllStoredByARealBuffer() {
        for (int i = 0; i < 3; i++) {
            for (byte[] body : List.of(FINE, COARSE, TIMELESS)) {
                HttpAnswer answer = new Client(world).http("POST", "/v1/logs", body, world.workerPorts());
                assertEquals(200, answer.status());
            }
        }
        assertEquals("", new Client(world).flush());
        assertEquals(
                List.of("coarse/0", "coarse/0", "coarse/0", "fine/0", "timeless/0", "timeless/0", "timeless/0"),
                StoredTexts.ofParquet(folder));
    }
}
