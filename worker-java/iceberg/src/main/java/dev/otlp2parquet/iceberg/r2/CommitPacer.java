package dev.otlp2parquet.iceberg.r2;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps writes to a catalog below its limits: a number of writes per window, for each table and for the whole catalog.
 * A quarter of them may follow each other at once. The others are evenly spaced, so nobody waits long after a burst.
 * Pure: time is an argument, and nothing blocks.
 */
public final class CommitPacer {

    private final long windowMillis;
    private final Rate perTable;
    private final Rate perCatalog;
    private final Meter catalog = new Meter();
    private final Map<String, Meter> tables = new HashMap<>();

    private CommitPacer(long windowMillis, Rate perTable, Rate perCatalog) {
        this.windowMillis = windowMillis;
        this.perTable = perTable;
        this.perCatalog = perCatalog;
    }

    /**
     * Makes a pacer without history.
     *
     * @param perTable writes to a table per window, at least 2
     * @param perCatalog writes to all tables per window, at least 2
     */
    public static CommitPacer of(long windowMillis, int perTable, int perCatalog) {
        if (windowMillis < 1 || perTable < 2 || perCatalog < 2) {
            throw new IllegalArgumentException("pacing: expected a window and at least two writes in it");
        }
        return new CommitPacer(windowMillis, Rate.of(windowMillis, perTable), Rate.of(windowMillis, perCatalog));
    }

    /** Makes a pacer with the limits of R2 Data Catalog: 20 commits to a table and 120 writes to a catalog per 60 s. */
    public static CommitPacer ofR2DataCatalog() {
        return of(60_000, 20, 120);
    }

    /** Makes a pacer without limits, except those that the catalog sets through {@link #pause}. */
    public static CommitPacer unlimited() {
        return new CommitPacer(0, new Rate(0, 0), new Rate(0, 0));
    }

    /**
     * Returns the milliseconds until the table may be written to; 0 for now. Does not reserve a write; {@link #record}
     * counts it.
     */
    public long delayMillis(String table, long unixMillis) {
        long delay = delay(catalog.freeMillis - perCatalog.toleranceMillis, unixMillis);
        Meter meter = tables.get(table);
        if (meter != null) {
            delay = Math.max(delay, delay(meter.freeMillis - perTable.toleranceMillis, unixMillis));
            delay = Math.max(delay, meter.pausedUntil - unixMillis);
        }
        return Math.max(0, delay);
    }

    /** Counts a write, whatever its outcome, because the catalog counts every request. */
    public void record(String table, long unixMillis) {
        catalog.add(perCatalog, unixMillis);
        tables.computeIfAbsent(table, name -> new Meter()).add(perTable, unixMillis);
    }

    /** Records that the catalog asked to wait before the next write to the table. */
    public void pause(String table, long unixMillis, long retryAfterMillis) {
        Meter meter = tables.computeIfAbsent(table, name -> new Meter());
        meter.pausedUntil = Math.max(meter.pausedUntil, unixMillis + retryAfterMillis);
    }

    private long delay(long until, long now) {
        // A clock that ran back must not block for longer than a window.
        return Math.min(windowMillis, until - now);
    }

    /**
     * The generic cell rate algorithm (ITU-T I.371): writes are evenly spaced, and some may come early.
     *
     * @param spacingMillis time between two writes
     * @param toleranceMillis how early a write may come
     */
    private record Rate(long spacingMillis, long toleranceMillis) {

        /**
         * Returns the rate for a limit per window. At most {@code burst + window / spacing} writes fit into a window.
         */
        static Rate of(long windowMillis, int limit) {
            int burst = Math.max(1, limit / 4);
            long spacing = (windowMillis + limit - burst - 1) / (limit - burst);
            return new Rate(spacing, spacing * (burst - 1));
        }
    }

    /** The writes to a table or a catalog so far. */
    private static final class Meter {

        /** When the next write would be due if all writes were evenly spaced. */
        private long freeMillis = Long.MIN_VALUE / 2;

        private long pausedUntil = Long.MIN_VALUE / 2;

        void add(Rate rate, long now) {
            // Not further ahead than a full burst: a clock that ran back leaves no more than that behind.
            long due = Math.min(freeMillis, now + rate.toleranceMillis());
            freeMillis = Math.max(due, now) + rate.spacingMillis();
        }
    }
}
