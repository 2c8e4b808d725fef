package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.table.memory.IsolateMemory;
import dev.otlp2parquet.table.memory.MemoryExhaustedException;
import dev.otlp2parquet.testkit.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that arrive beside each other. */
class RequestMemoryTest {

    private static final int MAX = 10 << 20;

    private final Scheduler scheduler = new Scheduler(new Random(1), 1_795_253_400_000L);
    private final IsolateMemory isolate = new IsolateMemory();
    private final List<String> ended = new ArrayList<>();

    private final Clock clock = new Clock() {
        @Override
        public long unixNanos() {
            return scheduler.now() * 1_000_000;
        }

        @Override
        public void sleep(long millis) {
            scheduler.pause(millis);
        }
    };

    @AfterEach
    void stop() {
        scheduler.stop();
    }

    /** A body of which some bytes come at once, and the others at a rate; a rate of 0 is silence. */
    private final class SlowBody implements RequestBody {
        private final int sent;
        private final int opened;
        private final int bytesPerMilli;
        private int come;

        private SlowBody(int sent, int opened, int atOnce, int bytesPerMilli) {
            this.sent = sent;
            this.opened = opened;
            this.come = atOnce;
            this.bytesPerMilli = bytesPerMilli;
        }

        @Override
        public boolean arrive(int room) {
            while (come <= room && come < sent) {
                scheduler.pause(bytesPerMilli == 0 ? Long.MAX_VALUE / 2 : 1);
                come = Math.min(sent, come + bytesPerMilli);
            }
            return come >= sent;
        }

        @Override
        public int open() {
            return opened;
        }

        @Override
        public void take(byte[] target) {}
    }

    private void receive(String name, SlowBody body, int codings, long workMillis) {
        scheduler.start(() -> {
            try (RequestMemory memory = new RequestMemory(isolate, clock)) {
                memory.receive(body, body.sent, MAX);
                int length = memory.open(body, codings, MAX);
                memory.beginWorking(IsolateMemory.ofStoring(length));
                scheduler.pause(workMillis);
                ended.add(name);
            } catch (MemoryExhaustedException | BodyRefusedException e) {
                ended.add(name + " refused");
            }
        });
    }

    private void pass(long millis) {
        scheduler.runUntil(scheduler.now() + millis);
    }

    @Test
    void idleUploadsHoldWhatHasComeWhateverTheyDeclare() {
        for (int i = 0; i < 100; i++) {
            receive("idle", new SlowBody(MAX, MAX, 10, 0), 0, 1);
        }
        pass(100);
        assertEquals(100 * (64 << 10), isolate.reading().taken());
        receive("large", new SlowBody(MAX, MAX, 0, 10_000), 0, 1);
        receive("small", new SlowBody(1000, 1000, 0, 10_000), 0, 1);
        pass(3_000);
        assertEquals(List.of("small", "large"), ended);
    }

    @Test
    void aLargeBodyGetsInUnderAStreamOfSmallOnes() {
        Random random = new Random(42);
        receive("large", new SlowBody(MAX, MAX, 0, 5_000), 0, 50);
        for (int i = 0; i < 1_400; i++) {
            int size = 50_000 + random.nextInt(200_000);
            receive("small", new SlowBody(size, size, 0, 5_000), 0, 100);
            pass(3);
        }
        pass(10_000);
        assertTrue(ended.contains("large"), ended.toString());
        assertTrue(ended.indexOf("large") < 1_200, "after " + ended.indexOf("large"));
    }

    @Test
    void aBodyThatBecomesLargeWhenItIsDecompressedIsNotRefusedForIt() {
        for (int i = 0; i < 4; i++) {
            receive("inflated " + i, new SlowBody(100_000, MAX, 0, 100_000), 1, 200);
        }
        pass(4_000);
        assertEquals(
                List.of("inflated 0", "inflated 1", "inflated 2", "inflated 3"),
                ended.stream().sorted().toList());
    }

    @Test
    void bodiesThatTogetherAreMoreThanThereIsTakeTurns() {
        for (int i = 0; i < 6; i++) {
            receive("large " + i, new SlowBody(MAX, MAX, 0, 3_000), 0, 200);
            pass(10);
        }
        pass(20_000);
        assertEquals(6, ended.size());
        // Two and a half fit; whoever came last gives in, and is told to come again.
        List<String> done =
                ended.stream().filter(name -> !name.endsWith("refused")).toList();
        assertEquals("large 0", done.get(0));
        assertTrue(done.size() >= 2, ended.toString());
        assertEquals(0, isolate.reading().taken() + isolate.working().taken());
    }

    @Test
    void whatNeverEndsComesBackByItself() {
        receive("silent", new SlowBody(MAX, MAX, 9_000_000, 0), 0, 1);
        pass(1_000);
        assertTrue(isolate.reading().taken() > 8_000_000);
        pass(121_000);
        receive("small", new SlowBody(1000, 1000, 0, 10_000), 0, 1);
        pass(1_000);
        assertEquals(0, isolate.reading().taken());
    }
}
