package dev.otlp2parquet.batching.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.buffer.BufferRows;
import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.Faults;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.batching.world.TestBody;
import dev.otlp2parquet.batching.world.Wire;
import dev.otlp2parquet.batching.world.World;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.jvm.Lake;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rolling deploy: Workers, buffers and committers of two versions of the program call each other. */
class WireVersionsTest {

    /** Fields that a later version might append. */
    private static final int LATER_FIELDS = 24;

    @RegisterExtension
    static final Lake lake = new Lake("wire");

    @TempDir
    private Path folder;

    private World world;
    private Client client;
    private String namespace;

    private void openPlain() {
        world = new World(7, new Faults(new Random(7), 0), folder, null, Client.variables(Map.of()));
        world.expectRefusals();
        client = new Client(world);
    }

    private void openWithCatalog() {
        namespace = lake.newNamespace();
        world = new World(
                7,
                new Faults(new Random(7), 0),
                lake.folder(),
                lake.impatientClient(),
                Client.variables(lake, namespace, Map.of("OTLP2PARQUET_COMMIT_INTERVAL_SECS", "3")));
        world.expectRefusals();
        client = new Client(world);
    }

    @AfterEach
    void close() {
        if (world != null) {
            world.close();
        }
    }

    private HttpAnswer post(String path, byte[] body) {
        return client.http("POST", path, body, world.workerPorts());
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private void pass(long millis) {
        world.scheduler().runUntil(world.scheduler().now() + millis);
    }

    private static byte[] ofVersion(int version, byte[] message) {
        byte[] other = message.clone();
        other[0] = (byte) version;
        return other;
    }

    private static byte[] withLaterFields(byte[] message) {
        byte[] longer = Arrays.copyOf(message, message.length + LATER_FIELDS);
        Arrays.fill(longer, message.length, longer.length, (byte) 0x7F);
        return longer;
    }

    /** Sends all messages to actors of a kind, or all their answers, as the next version of the program would. */
    private static Wire nextVersion(ActorKind of, boolean ofAnswers) {
        return new Wire() {
            @Override
            public byte[] request(ActorKind kind, byte[] message) {
                return kind == of && !ofAnswers ? ofVersion(MessageOutput.VERSION + 1, message) : message;
            }

            @Override
            public byte[] answer(ActorKind kind, byte[] answer) {
                return kind == of && ofAnswers ? ofVersion(MessageOutput.VERSION + 1, answer) : answer;
            }
        };
    }

    @Test
    void aBufferRefusesAMessageOfANewerWorkerWhoseClientKeepsTheRequest() {
        openPlain();
        byte[] body = Client.body("l", 3, 0, 1_795_253_400_000_000_001L);
        world.wire(nextVersion(ActorKind.BUFFER, false));

        HttpAnswer refused = post("/v1/logs", body);

        assertEquals(503, refused.status());
        assertTrue(Integer.parseInt(refused.header("retry-after")) > 0);
        assertTrue(text(refused).contains("nothing is lost or doubled if the request is sent again"), text(refused));
        assertTrue(
                world.log().toString().contains("found version 2, expected 1"),
                world.log().toString());

        world.wire(new Wire() {});
        assertEquals(200, post("/v1/logs", body).status());
        assertEquals(200, post("/v1/logs", body).status());
        assertEquals(200, post("/flush", new byte[0]).status());
        assertEquals(Client.texts("l", 3), StoredTexts.ofFolder(folder));
    }

    @Test
    void aWorkerThatCannotReadTheAnswerOfANewerBufferHasTheRequestSentAgainAndItIsStoredOnce() {
        openPlain();
        byte[] body = TestBody.of(0, "l", 3).bytes();
        world.wire(nextVersion(ActorKind.BUFFER, true));

        assertEquals(503, post("/v1/logs", body).status());
        assertEquals(
                1, BufferRows.requests(world.host(ActorKind.BUFFER, "logs-0").sql()), "the buffer has it");

        world.wire(new Wire() {});
        assertEquals(200, post("/v1/logs", body).status());
        assertEquals(200, post("/flush", new byte[0]).status());
        assertEquals(Client.texts("l", 3), StoredTexts.ofParquet(folder));
    }

    private enum Side {
        MESSAGES,
        ANSWERS
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aBufferKeepsARangeWhileItsCommitterIsOfAnotherVersionAndItIsCommittedOnce(Side side) {
        openWithCatalog();
        world.wire(nextVersion(ActorKind.COMMITTER, side == Side.ANSWERS));
        assertEquals(200, post("/v1/logs", TestBody.of(0, "l", 3).bytes()).status());
        pass(100_000);
        if (side == Side.MESSAGES) {
            assertEquals(List.of(), committed());
        }
        assertEquals(
                1, BufferRows.requests(world.host(ActorKind.BUFFER, "logs-0").sql()), "the buffer keeps it");

        world.wire(new Wire() {});
        pass(200_000);
        assertEquals(Client.texts("l", 3), committed());
        assertEquals(
                0, BufferRows.requests(world.host(ActorKind.BUFFER, "logs-0").sql()));
    }

    private List<String> committed() {
        return lake.texts(namespace, "logs", "Body");
    }

    @Test
    void fieldsOfALaterVersionAreSkippedInEveryMessageAndEveryAnswer() {
        openWithCatalog();
        List<String> seen = new ArrayList<>();
        world.wire(new Wire() {
            @Override
            public byte[] request(ActorKind kind, byte[] message) {
                MessageInput in = new MessageInput(message);
                Operation operation = Operation.of(in.number());
                seen.add(operation.toString());
                return withLaterFields(message);
            }

            @Override
            public byte[] answer(ActorKind kind, byte[] answer) {
                return withLaterFields(answer);
            }
        });

        assertEquals(200, post("/v1/logs", TestBody.of(0, "l", 3).bytes()).status());
        HttpAnswer flushed = post("/flush", new byte[0]);
        assertEquals(200, flushed.status(), text(flushed));
        HttpAnswer status = client.http("GET", "/status", new byte[0], world.workerPorts());
        assertTrue(text(status).endsWith("\"status\":\"ok\"}"), text(status));
        HttpAnswer quarantine = client.http("GET", "/quarantine", new byte[0], world.workerPorts());
        assertTrue(text(quarantine).contains("\"requests\":0,\"problems\":[]"), text(quarantine));

        assertEquals(Client.texts("l", 3), lake.texts(namespace, "logs", "Body"));
        for (Operation operation : Operation.values()) {
            // UNANSWERED is sent only for a client that hung up.
            assertTrue(
                    operation == Operation.UNANSWERED || seen.contains(operation.toString()),
                    operation + " is not among " + seen);
        }
    }

    @Test
    void theFieldsThatThisVersionHasLastMayBeMissing() {
        openPlain();
        // ACCEPT without the mark of the content and the unanswered attempts, FLUSH without a wait: as version 2 of the
        // Worker.
        List<String> rows = client.send("earlier", 3);
        assertEquals(3, rows.size());
        assertEquals("", client.flush());
        assertEquals(rows, StoredTexts.ofFolder(folder));
        // An answer to STATUS without the trouble.
        StatusAnswer status = StatusAnswer.read(new MessageInput(
                MessageOutput.answer().text("{\"buffer\":\"b\"}").toByteArray()));
        assertNull(status.trouble());
    }

    @Test
    void anOperationOfALaterVersionFailsTheCallAndChangesNothing() {
        openPlain();
        List<String> rows = client.send("before", 2);
        for (ActorKind kind : ActorKind.values()) {
            byte[] message = MessageOutput.request(Operation.STATUS, "logs-0").toByteArray();
            message[Long.BYTES] = 99;
            ActorCallException failure = call(kind, message);
            assertEquals("expected the code of an operation, found 99", failure.getMessage());
            assertFalse(failure.retryable());
        }
        assertEquals("", client.flush());
        assertEquals(rows, StoredTexts.ofFolder(folder));
    }

    private ActorCallException call(ActorKind kind, byte[] message) {
        List<ActorCallException> failures = new ArrayList<>();
        world.scheduler().start(() -> {
            try {
                world.workerPorts().actors().call(kind, "logs-0", message);
            } catch (ActorCallException e) {
                failures.add(e);
            }
        });
        pass(1_000);
        assertEquals(1, failures.size(), "failed calls");
        return failures.get(0);
    }

    @Test
    void anotherVersionIsNamedAndNothingBehindItIsRead() {
        byte[] message = MessageOutput.answer().number(5).toByteArray();
        for (int version : List.of(0, 2, 127)) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> new MessageInput(ofVersion(version, message)));
            assertEquals(
                    "message: found version " + version + ", expected 1; a deploy of another version of otlp2parquet is"
                            + " under way",
                    refusal.getMessage());
        }
    }

    @Test
    void whatWasWrittenIsReadAndAMessageThatEndsEarlyIsRefused() {
        byte[] message = MessageOutput.answer()
                .number(-5)
                .text("ä")
                .bytes(new byte[] {1, 2})
                .toByteArray();
        MessageInput in = new MessageInput(message);
        assertEquals(-5, in.number());
        assertEquals("ä", in.text());
        assertTrue(in.hasMore());
        assertArrayEquals(new byte[] {1, 2}, in.bytes());
        assertFalse(in.hasMore());
        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> {
                        MessageInput early = new MessageInput(cut);
                        early.number();
                        early.text();
                        early.bytes();
                    },
                    length + " bytes");
        }
    }
}
