package dev.otlp2parquet.table.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.testkit.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of a pool of 100 bytes, 25 of them are for shares of at most 10. */
class MemoryPoolTest {

    private static final long LEASE_MILLIS = 600_000;
    private static final long PATIENCE_MILLIS = MemoryPool.PATIENCE_NANOS / 1_000_000;

    private final Scheduler scheduler = new Scheduler(new Random(1), 1_795_253_400_000L);
    private final MemoryPool pool = new MemoryPool(100, 10, LEASE_MILLIS * 1_000_000);

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

    /** One that wants memory: what it got, or why not. */
    private final class Taker {
        private MemoryPool.Share share;
        private MemoryExhaustedException refusal;
        private long doneMillis;

        private Taker take(long bytes) {
            return doing(() -> share = pool.take(bytes, clock, MemoryPool.PATIENCE_NANOS));
        }

        private Taker grow(long bytes) {
            return doing(() -> share.grow(bytes, clock, MemoryPool.PATIENCE_NANOS));
        }

        private Taker doing(Wanting wanting) {
            doneMillis = 0;
            scheduler.start(() -> {
                try {
                    wanting.run();
                } catch (MemoryExhaustedException e) {
                    refusal = e;
                    if (share != null) {
                        share.close();
                    }
                }
                doneMillis = scheduler.now();
            });
            scheduler.runUntil(scheduler.now());
            return this;
        }

        private boolean has() {
            return doneMillis > 0 && refusal == null;
        }

        private boolean waits() {
            return doneMillis == 0;
        }
    }

    private interface Wanting {
        void run() throws MemoryExhaustedException;
    }

    private Taker take(long bytes) {
        return new Taker().take(bytes);
    }

    private void pass(long millis) {
        scheduler.runUntil(scheduler.now() + millis);
    }

    @Test
    void sharesUpToTheLimitAreGivenAtOnce() {
        assertTrue(take(40).has());
        assertTrue(take(35).has());
        assertTrue(take(10).has());
        assertTrue(take(10).has());
        assertTrue(take(5).has());
        assertTrue(take(0).has());
        assertEquals(100, pool.taken());
    }

    @Test
    void aRequestWaitsUntilEnoughIsGivenBack() {
        Taker first = take(70);
        Taker second = take(30);
        pass(3_000);
        assertTrue(second.waits());
        first.share.close();
        pass(20);
        assertTrue(second.has());
    }

    @Test
    void itWaitsAsLongAsItSaysAndNotForEver() {
        take(70);
        Taker second = take(30);
        long begun = scheduler.now();
        pass(PATIENCE_MILLIS + 1_000);
        assertEquals(
                "the requests of this isolate hold the 100 bytes that they may have together, and this one wants 30",
                second.refusal.getMessage());
        assertTrue(second.doneMillis - begun > PATIENCE_MILLIS);
        Taker patient = new Taker();
        patient.doing(() -> patient.share = pool.take(30, clock, 60_000_000_000L));
        pass(59_000);
        assertTrue(patient.waits());
    }

    @Test
    void aShareThatIsNeverGivenBackExpires() {
        take(70);
        pass(LEASE_MILLIS - 1_000);
        Taker second = take(30);
        assertTrue(second.waits());
        pass(1_100);
        assertTrue(second.has());
    }

    @Test
    void aShareThatGrowsIsLentAnew() {
        Taker first = take(30);
        pass(LEASE_MILLIS - 1_000);
        assertTrue(first.grow(30).has());
        pass(LEASE_MILLIS - 1_000);
        assertEquals(30, pool.taken());
        assertTrue(take(60).waits());
    }

    @Test
    void whatIsLargerThanThePoolGetsItWhenNoOtherLargeOneHasAny() {
        Taker large = take(1000);
        assertTrue(large.has());
        Taker second = take(11);
        pass(100);
        assertTrue(second.waits());
        large.share.close();
        pass(20);
        assertTrue(second.has());
    }

    @Test
    void aQuarterIsKeptForSmallOnes() {
        assertTrue(take(75).has());
        Taker large = take(11);
        assertTrue(take(10).has());
        assertTrue(take(10).has());
        assertTrue(take(5).has());
        assertTrue(take(1).waits(), "more than their quarter");
        assertTrue(large.waits());
    }

    @Test
    void smallOnesUseTheRestTooWhileNobodyElseWantsIt() {
        for (int i = 0; i < 10; i++) {
            assertTrue(take(10).has());
        }
        assertTrue(take(1).waits());
    }

    @Test
    void aLargeOneIsNotOvertakenByAStreamOfSmallOnes() {
        List<Taker> small = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            small.add(take(10));
        }
        Taker large = take(70);
        // One is done every 100 ms, and another comes at once.
        for (int i = 0; i < 30 && large.waits(); i++) {
            small.add(take(10));
            for (Taker taker : small) {
                if (taker.has() && taker.share != null) {
                    taker.share.close();
                    taker.share = null;
                    break;
                }
            }
            pass(100);
        }
        assertTrue(large.has());
        assertTrue(pool.taken() <= 100, pool.taken() + " of 100");
    }

    @Test
    void whoComesLaterWaitsBehindWhoCameEarlier() {
        Taker first = take(60);
        Taker second = take(50);
        Taker third = take(15);
        pass(100);
        assertTrue(third.waits(), "there would be room");
        first.share.close();
        pass(20);
        assertTrue(second.has());
        pass(20);
        assertTrue(third.has());
    }

    @Test
    void whoDiedWhileItWaitedIsPassedOver() {
        take(60);
        Taker dead = new Taker();
        Clock dying = new Clock() {
            @Override
            public long unixNanos() {
                return clock.unixNanos();
            }

            @Override
            public void sleep(long millis) {
                // Its client has gone, and the host never resumes it.
                scheduler.pause(Long.MAX_VALUE / 2);
            }
        };
        dead.doing(() -> pool.take(50, dying, MemoryPool.PATIENCE_NANOS));
        Taker later = take(15);
        pass(900);
        assertTrue(later.waits());
        pass(200);
        assertTrue(later.has());
    }

    @Test
    void theOrderOutlastsAnIsolateThatComputesForSeconds() {
        Taker first = take(60);
        Taker second = take(50);
        Taker third = take(15);
        scheduler.at(scheduler.now() + 1, () -> first.share.close());
        scheduler.at(scheduler.now() + 1, () -> scheduler.skip(2_000));
        pass(2_100);
        assertTrue(second.has());
        assertTrue(third.has());
        assertTrue(second.doneMillis <= third.doneMillis);
    }

    @Test
    void aShareGrowsIfThereIsRoomAndAlwaysShrinks() {
        MemoryPool.Share share = take(50).share;
        assertTrue(share.tryResize(500), "alone");
        assertTrue(share.tryResize(50));
        MemoryPool.Share other = take(20).share;
        assertTrue(share.tryResize(55));
        assertFalse(share.tryResize(56), "a quarter is not for large ones");
        other.correct(90);
        assertTrue(take(11).waits(), "145 of 100 are held");
        other.close();
        other.close();
        pass(20);
        assertEquals(55 + 11, pool.taken());
    }

    @Test
    void whoGrowsComesBeforeWhoCameLater() {
        Taker first = take(30);
        Taker second = take(45);
        Taker third = take(20);
        first.grow(50);
        second.share.close();
        pass(20);
        assertTrue(first.has());
        pass(20);
        assertTrue(third.has());
        assertEquals(70, pool.taken());
    }

    @Test
    void ofSeveralThatHaveAllThereIsAndWantMoreTheLastGivesIn() {
        Taker first = take(25);
        Taker second = take(25);
        Taker third = take(25);
        first.grow(40);
        second.grow(40);
        third.grow(40);
        pass(1_200);
        assertTrue(third.refusal != null);
        assertTrue(first.has());
        assertTrue(second.waits());
        assertNull(second.refusal);
        first.share.close();
        pass(20);
        assertTrue(second.has());
    }

    @Test
    void aWaiterThatGaveUpHasNoPlaceAnyMore() {
        take(60);
        Taker second = take(50);
        pass(PATIENCE_MILLIS - 1_000);
        Taker third = take(15);
        pass(1_100);
        assertTrue(second.refusal != null);
        assertTrue(third.has());
    }
}
