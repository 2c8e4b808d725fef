package dev.otlp2parquet.iceberg.r2;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps writes to a catalog below its limits: so many for each table and so many altogether in any window of time. Pure: time is
 * an argument, nothing waits.
 */
public final class CommitPacer {

    private final long windowMillis;
    private final int perTable;
    private final int perCatalog;
    private final Deque<Long> catalogWrites = new ArrayDeque<>();
    private final Map<String, Deque<Long>> tableWrites = new HashMap<>();
    private final Map<String, Long> pausedUntil = new HashMap<>();

    /**
     * A pacer without history.
     *
     * @param perTable writes of a table in a window, at least 1
     * @param perCatalog writes of all tables in a window, at least 1
     */
    public CommitPacer(long windowMillis, int perTable, int perCatalog) {
        if (windowMillis < 1 || perTable < 1 || perCatalog < 1) {
            throw new IllegalArgumentException("pacing: expected positive limits");
        }
        this.windowMillis = windowMillis;
        this.perTable = perTable;
        this.perCatalog = perCatalog;
    }

    /** The limits of R2 Data Catalog: in 60 s 20 commits to a table and 120 writes to a catalog. */
    public static CommitPacer ofR2DataCatalog() {
        return new CommitPacer(60_000, 20, 120);
    }

    /** Milliseconds until the table may be written to; 0 for at once. Reserves nothing: {@link #record} does. */
    public long delayMillis(String table, long unixMillis) {
        long delay = delay(catalogWrites, perCatalog, unixMillis);
        Deque<Long> writes = tableWrites.get(table);
        if (writes != null) {
            delay = Math.max(delay, delay(writes, perTable, unixMillis));
        }
        Long pause = pausedUntil.get(table);
        return pause == null ? delay : Math.max(delay, pause - unixMillis);
    }

    /** Counts a write, whatever its outcome: the catalog counts what it sees. */
    public void record(String table, long unixMillis) {
        add(catalogWrites, perCatalog, unixMillis);
        add(tableWrites.computeIfAbsent(table, name -> new ArrayDeque<>()), perTable, unixMillis);
        Long pause = pausedUntil.get(table);
        if (pause != null && pause <= unixMillis) {
            pausedUntil.remove(table);
        }
    }

    /** The catalog asked to wait before the table is written to again. */
    public void pause(String table, long unixMillis, long retryAfterMillis) {
        pausedUntil.merge(table, unixMillis + retryAfterMillis, Math::max);
    }

    private long delay(Deque<Long> writes, int limit, long now) {
        if (writes.size() < limit) {
            return 0;
        }
        // A clock that ran back must not block for longer than a window.
        return Math.max(0, Math.min(windowMillis, writes.getFirst() + windowMillis - now));
    }

    private static void add(Deque<Long> writes, int limit, long now) {
        writes.addLast(now);
        if (writes.size() > limit) {
            writes.removeFirst();
        }
    }
}
