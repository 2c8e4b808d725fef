package dev.otlp2parquet.host.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.host.SecureRandomness;
import dev.otlp2parquet.host.SystemClock;
import dev.otlp2parquet.host.codec.ZstdBodies;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of a host to its actors, over real SQLite files. */
class ActorHostsTest {

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Script.Alarms alarms = new Script.Alarms();
    private Path data;
    private int lives;
    private DataDirectory directory;
    private ActorHosts hosts;

    @BeforeEach
    void start() throws IOException {
        data = folder.resolve("data" + lives);
        directory = DataDirectory.open(data);
        ProcessPorts process = new ProcessPorts(
                new FileObjectStore(folder.resolve("bucket")),
                new JdkHttpClient(),
                Compressor.uncompressed(),
                new JdkDigest(),
                new SystemClock(),
                new SecureRandomness(),
                (level, json) -> log.add(json),
                new JvmBlockCodecs(),
                new ZstdBodies(),
                CredentialsProvider.none(),
                threads);
        hosts = new ActorHosts(directory, process, () -> kind -> new Script(alarms), ActorLimits.of(1));
        hosts.start();
    }

    @AfterEach
    void stop() throws IOException {
        hosts.close(1_000);
        directory.close();
        threads.shutdownNow();
    }

    /** As if the process died: the next one finds the files as they were at that moment. */
    private void kill() throws IOException {
        Path copy = folder.resolve("data" + ++lives);
        try (DataDirectory target = DataDirectory.open(copy)) {
            hosts.kill(target);
        }
        directory.close();
    }

    private String call(String steps) throws ActorCallException {
        byte[] answer = hosts.call(ActorKind.BUFFER, "logs-0", steps.getBytes(StandardCharsets.UTF_8));
        return new String(answer, StandardCharsets.UTF_8);
    }

    private CompletableFuture<String> begin(String steps) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(call(steps));
            } catch (ActorCallException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Test
    void whatWasAnsweredIsThereAfterTheProcessDied() throws Exception {
        assertEquals("a", call("add:a"));
        assertEquals("a b", call("add:b"));

        kill();
        start();

        assertEquals("a b", call(""));
    }

    @Test
    void anExceptionTakesBackWhatTheCallWroteAndNothingElse() throws Exception {
        call("add:a");

        ActorCallException failure = assertThrows(ActorCallException.class, () -> call("add:b throw"));

        assertTrue(failure.retryable());
        assertEquals("a", call(""));
        assertTrue(log.get(0).contains("as the test asked"), log.get(0));
    }

    @Test
    void aMessageThatTheActorCannotReadIsNotWorthARepeat() {
        ActorCallException failure = assertThrows(ActorCallException.class, () -> call("add:a refuse"));

        assertFalse(failure.retryable());
        assertTrue(failure.getMessage().contains("logs-0: a message that the actor cannot read"), failure.getMessage());
    }

    @Test
    void whatWasWrittenBeforeABlockingCallStaysWhenTheCallFailsAfterIt() throws Exception {
        assertThrows(ActorCallException.class, () -> call("add:a sleep:1 add:b throw"));

        assertEquals("a", call(""));
    }

    @Test
    void aCallThatBlocksLetsOthersPassAndIsDroppedWithTheInstance() throws Exception {
        CompletableFuture<String> slow = begin("add:a sleep:300 add:late");
        while (!call("").equals("a")) {
            Thread.sleep(5);
        }

        assertThrows(ActorCallException.class, () -> call("add:b throw"));

        ExecutionException failure = assertThrows(ExecutionException.class, slow::get);
        assertTrue(((ActorCallException) failure.getCause()).retryable());
        assertEquals("a", call(""), "what the dropped instance did later has no effect");
    }

    /** SQLite may take back the whole transaction then, with what other calls wrote. */
    @Test
    void aFullDiskTakesBackTheCallAndNothingThatWasAnswered() throws Exception {
        call("add:a");

        ActorCallException failure = assertThrows(ActorCallException.class, () -> call("add:b pages:1 big:1000000"));

        assertTrue(failure.retryable(), failure.getMessage());
        assertTrue(log.get(0).contains("full"), log.get(0));
        assertEquals("a", call(""));
        assertEquals("a c", call("add:c"), "it goes on when there is room again");
    }

    @Test
    void aStatementThatIsWrongTakesBackItselfAlone() throws Exception {
        call("add:a");

        assertEquals("a b", call("add:b wrong"));
    }

    @Test
    void manyCallersAtOnceAllGetTheirRows() throws Exception {
        int callers = 32;
        CountDownLatch ready = new CountDownLatch(callers);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            String text = "t" + i;
            CompletableFuture<String> answer = new CompletableFuture<>();
            answers.add(answer);
            threads.execute(() -> {
                ready.countDown();
                try {
                    ready.await();
                    for (int call = 0; call < 10; call++) {
                        call("add:" + text + "/" + call);
                    }
                    answer.complete(text);
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
        }
        for (CompletableFuture<String> answer : answers) {
            answer.get();
        }

        kill();
        start();

        List<String> rows = List.of(call("").split(" ", -1));
        assertEquals(callers * 10, rows.size());
        assertEquals(callers * 10L, rows.stream().distinct().count());
    }

    @Test
    void anAlarmSurvivesARestart() throws Exception {
        alarms.steps = "add:rung";
        call("alarm:200");

        kill();
        assertEquals(0, alarms.begun.get());
        start();

        await(alarms, 1);
        assertEquals("rung", call(""));
    }

    @Test
    void anAlarmThatWasRunningWhenTheProcessDiedRunsAgainAtOnce() throws Exception {
        alarms.steps = "add:begun alarm:3600000 sleep:200 add:ended";
        call("alarm:0");
        while (!call("").equals("begun")) {
            Thread.sleep(5);
        }

        kill();
        while (alarms.running.get() > 0) {
            Thread.sleep(5);
        }
        alarms.steps = "add:again";
        start();

        await(alarms, 1);
        assertEquals("begun again", call(""));
    }

    @Test
    void anAlarmThatFailsRunsAgain() throws Exception {
        alarms.steps = "add:lost throw";
        call("alarm:0");
        while (alarms.begun.get() == 0) {
            Thread.sleep(5);
        }
        alarms.steps = "add:kept";

        await(alarms, 1);
        assertEquals("kept", call(""));
        assertEquals(2, alarms.begun.get());
    }

    /** Each of the earlier timers would plan the alarm again when it ran out. */
    @Test
    void anAlarmThatIsMovedOftenRunsOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            call("alarm:" + (500 - i));
        }
        await(alarms, 1);
        Thread.sleep(200);

        assertEquals(1, alarms.begun.get());
    }

    /** Everything that the alarm did is taken back, its end included; it must not run again at once, for ever. */
    @Test
    void anAlarmThatCannotBeMadeDurableRunsAgainAfterAPause() throws Exception {
        call("add:a");
        alarms.steps = "pages:1 big:1000000";
        call("alarm:0");
        while (alarms.begun.get() == 0) {
            Thread.sleep(5);
        }
        Thread.sleep(500);

        assertEquals(1, alarms.begun.get());
        assertEquals("a", call(""));
    }

    @Test
    void alarmsOfOneActorNeverOverlap() throws Exception {
        alarms.steps = "sleep:20";
        for (int i = 0; i < 10; i++) {
            call("alarm:0");
            Thread.sleep(7);
        }

        await(alarms, 2);
        assertEquals(List.of(), log);
    }

    @Test
    void aDirectoryHasOneOwnerInAProcess() {
        IOException failure = assertThrows(IOException.class, () -> DataDirectory.open(data));

        assertTrue(failure.getMessage().endsWith("data0 is in use by this process"), failure.getMessage());
    }

    @Test
    void anActorMayHaveAnyNameOfAscii() throws Exception {
        String name = "Otel.logs/Ü-%2F".replace("Ü", "U") + " ~";
        hosts.call(ActorKind.COMMITTER, name, "add:a".getBytes(StandardCharsets.UTF_8));

        kill();
        start();

        assertEquals(List.of(new DataDirectory.Entry(ActorKind.COMMITTER, name)), directory.actors());
    }

    private static void await(Script.Alarms alarms, int ended) throws InterruptedException {
        for (int i = 0; alarms.ended.get() < ended; i++) {
            assertTrue(i < 2_000, "the alarm did not run");
            Thread.sleep(5);
        }
    }
}
