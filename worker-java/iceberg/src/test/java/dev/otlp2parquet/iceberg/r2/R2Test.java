package dev.otlp2parquet.iceberg.r2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class R2Test {

    private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

    @Test
    void theCatalogOfABucketHasItsUriAndWarehouse() {
        R2DataCatalog catalog = new R2DataCatalog(ACCOUNT, "telemetry");
        assertEquals(
                "https://catalog.cloudflarestorage.com/" + ACCOUNT + "/telemetry",
                catalog.options().uri());
        assertEquals(ACCOUNT + "_telemetry", catalog.options().warehouse());
        assertThrows(IllegalArgumentException.class, () -> new R2DataCatalog("my-account", "telemetry"));
        assertThrows(IllegalArgumentException.class, () -> new R2DataCatalog(ACCOUNT, ""));
    }

    @Test
    void namesThatTheCatalogRefusesAreRefusedBefore() {
        R2DataCatalog.requireValid(TableIdentifier.of("otel", "metrics_sum"));
        for (TableIdentifier name : List.of(
                TableIdentifier.of("otel", "metrics.sum"),
                TableIdentifier.of("system", "logs"),
                new TableIdentifier(List.of("a", "b"), "logs"))) {
            assertThrows(IllegalArgumentException.class, () -> R2DataCatalog.requireValid(name));
        }
    }

    @Test
    void fiveCommitsToATablePassAtOnceAndThenOneEveryFourSeconds() {
        CommitPacer pacer = CommitPacer.ofR2DataCatalog();
        for (int i = 0; i < 5; i++) {
            assertEquals(0, pacer.delayMillis("logs", 1000));
            pacer.record("logs", 1000);
        }
        assertEquals(4000, pacer.delayMillis("logs", 1000));
        assertEquals(1, pacer.delayMillis("logs", 4999));
        assertEquals(0, pacer.delayMillis("traces", 1000));
        pacer.record("logs", 5000);
        assertEquals(4000, pacer.delayMillis("logs", 5000));
        // Half a minute of silence gives the whole burst back.
        for (int i = 0; i < 5; i++) {
            assertEquals(0, pacer.delayMillis("logs", 35_000));
            pacer.record("logs", 35_000);
        }
        assertEquals(4000, pacer.delayMillis("logs", 35_000));
    }

    @Test
    void nobodyWhoWaitsAsToldEverPassesTwentyForATableOrAHundredAndTwentyForTheCatalogInAMinute() {
        long seed = 20261121;
        Random random = new Random(seed);
        CommitPacer pacer = CommitPacer.ofR2DataCatalog();
        List<Long> ofTable = new ArrayList<>();
        List<Long> ofCatalog = new ArrayList<>();
        long now = 1_000_000;
        for (int i = 0; i < 20_000; i++) {
            String table = "t" + random.nextInt(9);
            now += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(50);
            if (pacer.delayMillis(table, now) == 0) {
                pacer.record(table, now);
                ofCatalog.add(now);
                if (table.equals("t0")) {
                    ofTable.add(now);
                }
            }
        }
        assertTrue(ofTable.size() > 1000, "too few to prove anything: " + ofTable.size());
        assertTrue(mostInAMinute(ofTable) <= 20, "seed " + seed);
        assertTrue(mostInAMinute(ofCatalog) <= 120, "seed " + seed);
    }

    private static int mostInAMinute(List<Long> times) {
        int most = 0;
        int first = 0;
        for (int i = 0; i < times.size(); i++) {
            while (times.get(first) <= times.get(i) - 60_000) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }

    @Test
    void aPauseThatTheCatalogAsksForHoldsOneTable() {
        CommitPacer pacer = CommitPacer.ofR2DataCatalog();
        pacer.pause("logs", 5_000, 60_000);
        assertEquals(60_000, pacer.delayMillis("logs", 5_000));
        assertEquals(0, pacer.delayMillis("traces", 5_000));
        assertEquals(0, pacer.delayMillis("logs", 65_000));
        pacer.record("logs", 65_000);
        assertEquals(0, pacer.delayMillis("logs", 65_000));
    }

    @Test
    void aClockThatRunsBackBlocksForAWindowAtMost() {
        CommitPacer pacer = CommitPacer.of(1000, 2, 10);
        pacer.record("t", 1_000_000);
        assertEquals(1000, pacer.delayMillis("t", 0));
        pacer.record("t", 1000);
        assertEquals(0, pacer.delayMillis("t", 2000));
    }
}
