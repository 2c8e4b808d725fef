package dev.otlp2parquet.ingest.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.port.Clock;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

    /** Time passes by sleeping only, and what others do happens meanwhile. */
    private static final class SleepingClock implements Clock {
        private long nanos = 1_795_253_400_000_000_000L;
        private Runnable meanwhile = () -> {};

        @Override
        public long unixNanos() {
            return nanos;
        }

        @Override
        public void sleep(long millis) {
            nanos += millis * 1_000_000;
            meanwhile.run();
        }
    }

    private final SleepingClock clock = new SleepingClock();
    private final MemoryPool pool = new MemoryPool(100);

    @Test
    void sharesUpToTheLimitAreGivenAtOnce() throws MemoryExhaustedException {
        long begun = clock.unixNanos();
        pool.take(40, clock);
        pool.take(60, clock);
        pool.take(0, clock);
        assertEquals(begun, clock.unixNanos());
    }

    @Test
    void aRequestWaitsUntilEnoughIsGivenBack() throws MemoryExhaustedException {
        MemoryPool.Share first = pool.take(80, clock);
        int[] naps = new int[1];
        clock.meanwhile = () -> {
            if (++naps[0] == 3) {
                first.close();
            }
        };
        pool.take(30, clock);
        assertEquals(3, naps[0]);
    }

    @Test
    void itWaitsForSecondsAndNotForEver() throws MemoryExhaustedException {
        pool.take(80, clock);
        long begun = clock.unixNanos();
        MemoryExhaustedException gaveUp = assertThrows(MemoryExhaustedException.class, () -> pool.take(30, clock));
        assertEquals(
                "the requests of this isolate hold the 100 bytes that they may have together, and this one wants 30",
                gaveUp.getMessage());
        long waited = clock.unixNanos() - begun;
        assertTrue(waited > MemoryPool.PATIENCE_NANOS && waited < 2 * MemoryPool.PATIENCE_NANOS, waited + " ns");
    }

    @Test
    void aShareThatIsNeverGivenBackExpires() throws MemoryExhaustedException {
        pool.take(80, clock);
        clock.sleep((MemoryPool.LEASE_NANOS - 2 * MemoryPool.PATIENCE_NANOS) / 1_000_000);
        assertThrows(MemoryExhaustedException.class, () -> pool.take(30, clock));
        clock.sleep(MemoryPool.PATIENCE_NANOS / 1_000_000);
        long begun = clock.unixNanos();
        pool.take(30, clock);
        assertEquals(begun, clock.unixNanos());
    }

    @Test
    void whatIsLargerThanThePoolGetsItWhenNobodyElseHasAny() throws MemoryExhaustedException {
        MemoryPool.Share large = pool.take(1000, clock);
        assertThrows(MemoryExhaustedException.class, () -> pool.take(1, clock));
        large.close();
        pool.take(1, clock);
    }

    @Test
    void aShareGrowsIfThereIsRoomAndAlwaysShrinks() throws MemoryExhaustedException {
        MemoryPool.Share share = pool.take(50, clock);
        assertTrue(share.tryResize(500), "alone");
        assertTrue(share.tryResize(50));
        MemoryPool.Share other = pool.take(40, clock);
        assertTrue(share.tryResize(60));
        assertFalse(share.tryResize(61));
        other.correct(90);
        assertThrows(MemoryExhaustedException.class, () -> pool.take(1, clock), "150 of 100 are held");
        other.close();
        other.close();
        pool.take(40, clock);
    }
}
