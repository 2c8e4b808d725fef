package dev.otlp2parquet.host.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryPlanTest {

    private static final long MIB = 1 << 20;

    @Test
    void aSmallHeapHasOneFlushAtOnce() {
        assertEquals(new MemoryPlan(2, 33 * MIB, 1, 60 * MIB), MemoryPlan.of(256 * MIB, 2, 3));
    }

    @Test
    void aHeapThatIsTooSmallIsRefusedWithTheSizeThatWouldDo() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> MemoryPlan.of(256 * MIB, 2, 96));
        assertEquals(
                "96 buffers need a heap of 916 MB, found 256 MB; raise -Xmx, or lower OTLP2PARQUET_BATCH_SHARDS",
                refused.getMessage());
        assertEquals(1, MemoryPlan.of(916 * MIB, 2, 96).isolates());
    }

    @Test
    void whatIsHeldFitsIntoTheHeapWithRoomForGarbage() {
        for (int cores = 1; cores <= 128; cores *= 2) {
            for (long mib = 256; mib <= 65_536; mib *= 2) {
                MemoryPlan plan = MemoryPlan.of(mib * MIB, cores, 3);
                long held = 2L * plan.isolates() * plan.isolateBytes() + plan.flushes() * plan.flushBytes();
                assertTrue(held + 64 * MIB <= mib * MIB, plan + " of " + mib + " MiB");
                assertTrue(plan.isolates() <= cores && plan.flushes() <= cores, plan.toString());
                assertTrue(plan.isolates() == cores || mib < 150L * cores, plan + " of " + mib + " MiB, " + cores);
            }
        }
    }
}
