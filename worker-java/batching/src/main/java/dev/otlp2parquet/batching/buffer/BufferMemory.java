package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;

/**
 * A cache of facts from the database of a buffer. Nobody else writes to the database, and a buffer that loses writes is
 * replaced by a new instance, so the cache stays true.
 */
final class BufferMemory {

    private Segments segments;
    private MarkFilter marks;

    /** Decoded bytes of the open table; -1 if unknown. */
    private long openBytes = -1;

    private int openRequests;

    /** Rows of {@link Excuses}; -1 if unknown. */
    private long unanswered = -1;

    Segments segments(SqlStorage sql) {
        if (segments == null) {
            segments = Segments.of(sql);
        }
        return segments;
    }

    /** The filter, or null if it must be built. */
    MarkFilter marks() {
        return marks;
    }

    void marks(MarkFilter filter) {
        marks = filter;
    }

    void forgetMarks() {
        marks = null;
    }

    /** Whether the open table is full. */
    boolean openIsFull(SqlStorage sql, long bytes, int requests) {
        if (openBytes < 0) {
            SqlRows sums = sql.query("SELECT count(*), coalesce(sum(decoded_bytes), 0) FROM "
                    + segments(sql).open().log());
            openRequests = (int) sums.number(0, 0);
            openBytes = sums.number(0, 1);
        }
        return openRequests >= requests || openBytes >= bytes;
    }

    /** Adds a request to the sums of the open table. */
    void appended(long decodedBytes) {
        openBytes += decodedBytes;
        openRequests++;
    }

    /** Starts the sums of a new open table. */
    void rotated() {
        openBytes = 0;
        openRequests = 0;
    }

    /** The number of noted attempts without an answer. */
    long unanswered(SqlStorage sql) {
        if (unanswered < 0) {
            unanswered = sql.query("SELECT count(*) FROM unanswered").number(0, 0);
        }
        return unanswered;
    }

    void unanswered(long count) {
        unanswered = count;
    }

    void forgetUnanswered() {
        unanswered = -1;
    }

    /**
     * Drops the facts about tables after a failure, when nobody knows which writes succeeded. The filter may stay: it may
     * contain too much.
     */
    void forgetTables() {
        segments = null;
        openBytes = -1;
        unanswered = -1;
    }

    /** Drops everything: the database is a new one. */
    void forget() {
        forgetTables();
        marks = null;
    }
}
