package dev.otlp2parquet.iceberg.r2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x",
                "..",
                "a/..",
                "a/../b",
                "./a",
                "a/./b",
                "/a",
                "a//b",
                "a//",
                "%2e%2e/x",
                "a/.%2e/x",
                "a/%252E%252e/x",
                "a%2f..%2fx",
                "a\\..\\x",
                "a%5C..%5Cx",
                "a\nb",
                "a%0ab",
                "a\u0085b",
                "a\u007fb",
                "%C0%AE%c0%ae/x"
            })
    void aLocationWhosePathLeadsElsewhereIsRefused(String path) {
        BucketLocations locations = new BucketLocations("telemetry");
        String message = assertThrows(IllegalArgumentException.class, () -> locations.key("s3://telemetry/" + path))
                .getMessage();
        assertTrue(message.contains(" is refused: "), message);
        assertTrue(message.indexOf('\n') < 0, message);
    }

    @Test
    void aPathThatOnlyLooksSoIsNotRefused() {
        BucketLocations locations = new BucketLocations("telemetry");
        for (String key :
                List.of("a/..b/c..d/...", "a/hour=2026-11-28-10/x.parquet", "a/s=%2E%2E/x", "a%20b/100%", "a/b/")) {
            assertEquals(key, locations.key("s3://telemetry/" + key));
        }
    }

    @Test
    void aLocationIsAKeyOfTheBucketOrRefused() {
        BucketLocations locations = new BucketLocations("telemetry");
        assertEquals(
                "__r2_data_catalog/w/t/data/a.parquet",
                locations.key("s3://telemetry/__r2_data_catalog/w/t/data/a.parquet"));
        for (String elsewhere : List.of(
                "s3://telemetry2/a",
                "s3://other/telemetry/a",
                "s3://telemetry/",
                "file:///telemetry/a",
                "telemetry/a")) {
            String message = assertThrows(IllegalArgumentException.class, () -> locations.key(elsewhere))
                    .getMessage();
            assertEquals(
                    "the location " + elsewhere
                            + " is not in the bucket telemetry, the only one that can be written: bind"
                            + " the catalog's bucket, or use a catalog whose warehouse is in this one",
                    message);
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
