package dev.otlp2parquet.iceberg.r2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.iceberg.table.TableIdentifier;
import java.util.List;
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
    void twentyCommitsToATableAndAHundredAndTwentyToTheCatalogPassInAMinute() {
        CommitPacer pacer = CommitPacer.ofR2DataCatalog();
        for (int i = 0; i < 20; i++) {
            assertEquals(0, pacer.delayMillis("logs", 1000 + i));
            pacer.record("logs", 1000 + i);
        }
        assertEquals(60_000 - 20, pacer.delayMillis("logs", 1020));
        assertEquals(0, pacer.delayMillis("traces", 1020));
        assertEquals(1, pacer.delayMillis("logs", 60_999));
        assertEquals(0, pacer.delayMillis("logs", 61_000));
        pacer.record("logs", 61_000);
        assertEquals(1, pacer.delayMillis("logs", 61_000));
        for (int i = 0; i < 100; i++) {
            String table = "table" + i % 10;
            assertEquals(0, pacer.delayMillis(table, 61_000));
            pacer.record(table, 61_000);
        }
        assertEquals(1, pacer.delayMillis("new", 61_000));
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
        CommitPacer pacer = new CommitPacer(1000, 1, 10);
        pacer.record("t", 1_000_000);
        assertEquals(1000, pacer.delayMillis("t", 0));
    }
}
