package dev.otlp2parquet.host.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryPlanTest {

    private static final long MIB = 1 << 20;

    @Test
    void aSmallHeapHasOneFlushAtOnce() {
        assertEquals(new MemoryPlan(2, 39 * MIB, 1, 60 * MIB), MemoryPlan.of(256 * MIB, 2));
    }

    @Test
    void noHeapIsTooSmallForOneIsolateAndOneFlush() {
        assertEquals(new MemoryPlan(1, 24 * MIB, 1, 60 * MIB), MemoryPlan.of(32 * MIB, 8));
    }

    @Test
    void whatIsHeldFitsIntoTheHeapAndEveryCoreHasAnIsolateIfItDoes() {
        for (int cores = 1; cores <= 128; cores *= 2) {
            for (long mib = 256; mib <= 65_536; mib *= 2) {
                MemoryPlan plan = MemoryPlan.of(mib * MIB, cores);
                long held = plan.isolates() * plan.isolateBytes() + plan.flushes() * plan.flushBytes();
                assertTrue(held <= mib * MIB, plan + " of " + mib + " MiB");
                assertTrue(plan.isolates() <= cores && plan.flushes() <= cores, plan.toString());
                assertTrue(plan.isolates() == cores || mib < 100L * cores, plan + " of " + mib + " MiB, " + cores);
            }
        }
    }
}
