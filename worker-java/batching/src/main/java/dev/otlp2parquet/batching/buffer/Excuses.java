package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;

/**
 * Attempts whose clients saw no answer, with bodies that a client may also send twice on purpose. The client sends such a
 * body again, and the repeat must not be stored beside the first. So each attempt excuses one request with the same body:
 * one copy of the rows stands for both. At least as many copies are stored as were acknowledged. No method blocks.
 */
final class Excuses {

    /** The most attempts. The oldest are forgotten, so their repeats may be stored twice. */
    private static final int MOST = 10_000;

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    /**
     * How long a used attempt is kept at least, even if there are too many. The Worker may report it again, and then it
     * must not excuse a second request.
     */
    private static final long USED_LEAST_MILLIS = 3_600_000;

    /** How much longer a used attempt is kept than others. */
    private static final long USED_MORE_MILLIS = 24 * 3_600_000L;

    static final String SETTLED =
            "SELECT 1 FROM unanswered WHERE (attempt = ? AND repeat IS NOT NULL) OR (repeat = ? AND stored = 1) LIMIT 1";

    static final String OPEN =
            "SELECT attempt, stored FROM unanswered WHERE content = ? AND repeat IS NULL AND attempt <> ?"
                    + " ORDER BY stored DESC LIMIT 1";

    static final String STANDS_IN = "SELECT 1 FROM unanswered WHERE repeat = ? AND stored = 1 LIMIT 1";

    private final SqlStorage sql;
    private final BufferMemory memory;

    Excuses(SqlStorage sql, BufferMemory memory) {
        this.sql = sql;
        this.memory = memory;
    }

    /** An attempt for which a request may stand in. */
    static final class Excuse {
        private final byte[] attempt;
        private final boolean stored;

        private Excuse(byte[] attempt, boolean stored) {
            this.attempt = attempt;
            this.stored = stored;
        }

        /** Whether its request is or was in the log; otherwise it may still arrive. */
        boolean isStored() {
            return stored;
        }
    }

    /** Notes once that an attempt has ended; not if there are too many that are needed. */
    void note(byte[] content, byte[] attempt, boolean stored, long now) {
        if (!isNoted(attempt) && hasRoom(now)) {
            boolean represented = stored || !sql.query(STANDS_IN, attempt).isEmpty();
            sql.query(
                    "INSERT INTO unanswered (attempt, content, at_millis, stored) VALUES (?, ?, ?, ?)",
                    attempt,
                    content,
                    now,
                    represented ? 1L : 0L);
            memory.unanswered(memory.unanswered(sql) + 1);
        }
    }

    private boolean isNoted(byte[] attempt) {
        return !sql.query("SELECT 1 FROM unanswered WHERE attempt = ?", attempt).isEmpty();
    }

    private boolean hasRoom(long now) {
        if (memory.unanswered(sql) >= MOST) {
            sql.query(
                    "DELETE FROM unanswered WHERE attempt IN (SELECT attempt FROM unanswered"
                            + " WHERE repeat IS NULL OR at_millis <= ? ORDER BY at_millis LIMIT ?)",
                    now - USED_LEAST_MILLIS,
                    (long) FORGOTTEN_AT_ONCE);
            memory.forgetUnanswered();
        }
        return memory.unanswered(sql) < MOST;
    }

    /** Whether a request need not be stored, because it stands in for an attempt or another request stands in for it. */
    boolean isSettled(byte[] attempt) {
        return !sql.query(SETTLED, attempt, attempt).isEmpty();
    }

    /** An attempt with the same body that no request stands in for, or null. */
    Excuse excuse(byte[] content, byte[] attempt) {
        SqlRows rows = sql.query(OPEN, content, attempt);
        return rows.isEmpty() ? null : new Excuse(rows.bytes(0, 0), rows.number(0, 1) == 1);
    }

    /** Records that a request stands in for an attempt. */
    void use(Excuse excuse, byte[] repeat) {
        sql.query("UPDATE unanswered SET repeat = ? WHERE attempt = ?", repeat, excuse.attempt);
    }

    /** Records that the request of an attempt is in the log. Changes nothing unless the attempt was noted. */
    void stored(byte[] attempt) {
        sql.query("UPDATE unanswered SET stored = 1 WHERE attempt = ?", attempt);
    }

    /**
     * Forgets attempts before a time. A used attempt is kept longer than its mark, because a suspended Worker may report it
     * again.
     */
    void forget(long before) {
        sql.query(
                "DELETE FROM unanswered WHERE at_millis < ? AND (repeat IS NULL OR at_millis < ?)",
                before,
                before - USED_MORE_MILLIS);
        memory.forgetUnanswered();
    }
}
