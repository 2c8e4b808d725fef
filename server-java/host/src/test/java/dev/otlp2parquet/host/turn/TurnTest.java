package dev.otlp2parquet.host.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final int TURNS = 8;
    private static final int THREADS = 8;
    private static final int STEPS = 100;

    /** Detects two threads in the code of one isolate. */
    private static final class Isolate {
        private final Turn turn = new Turn("isolate");
        private final AtomicReference<Thread> inside = new AtomicReference<>();

        /** Plain state, as the core has it: correct only if nobody else is inside. */
        private int state;

        void enter(ConcurrentLinkedQueue<String> found) {
            turn.check();
            if (!inside.compareAndSet(null, Thread.currentThread())) {
                found.add("two threads in one isolate");
            }
        }

        void leave() {
            inside.set(null);
        }
    }

    @Test
    void twoThreadsNeverHoldOneTurn() throws InterruptedException {
        long seed = Seeds.of("TurnTest", 1)[0];
        ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();
        List<Isolate> isolates = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            isolates.add(new Isolate());
        }
        for (int i = 0; i < THREADS * TURNS; i++) {
            Isolate isolate = isolates.get(i % TURNS);
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> {
                isolate.turn.take();
                for (int step = 0; step < STEPS; step++) {
                    isolate.enter(found);
                    int before = isolate.state;
                    if (random.nextInt(4) == 0) {
                        LockSupport.parkNanos(1);
                    }
                    isolate.state = before + 1;
                    isolate.leave();
                    if (random.nextBoolean()) {
                        isolate.turn.give();
                        if (random.nextInt(8) == 0) {
                            LockSupport.parkNanos(1);
                        }
                        isolate.turn.take();
                    }
                }
                isolate.turn.give();
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), List.copyOf(found), "seed " + seed);
        for (Isolate isolate : isolates) {
            assertEquals(THREADS * STEPS, isolate.state, "no step was lost, seed " + seed);
            assertEquals(0, isolate.turn.load());
        }
    }

    @Test
    void codeWithoutTheTurnIsFound() {
        Turn turn = new Turn("buffer logs-0");

        IllegalStateException without = assertThrows(IllegalStateException.class, turn::check);
        assertEquals("this thread does not have the turn of buffer logs-0", without.getMessage());
        assertThrows(IllegalStateException.class, turn::give);
        turn.take();
        IllegalStateException twice = assertThrows(IllegalStateException.class, turn::take);
        assertEquals("this thread has the turn of buffer logs-0 already", twice.getMessage());
        turn.give();
    }

    @Test
    void aTurnIsWantedWhileAThreadWaits() throws InterruptedException {
        Turn turn = new Turn("isolate");
        turn.take();
        assertFalse(turn.isWanted());
        Thread other = new Thread(() -> {
            turn.take();
            turn.give();
        });
        other.start();
        while (!turn.isWanted()) {
            Thread.sleep(1);
        }

        assertEquals(2, turn.load());
        turn.give();
        other.join();
        assertFalse(turn.isWanted());
        assertTrue(turn.load() == 0);
    }
}
