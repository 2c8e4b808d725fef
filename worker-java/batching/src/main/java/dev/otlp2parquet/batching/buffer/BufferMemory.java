package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;

/**
 * What a buffer has read from its database and need not read again while it lives: nobody else writes there, and a buffer that
 * loses what it wrote is replaced by a new one.
 */
final class BufferMemory {

    private Segments segments;
    private MarkFilter marks;

    /** Of the open table; -1 when they are to be summed up. */
    private long openBytes = -1;

    private int openRequests;

    /** Rows of {@link Excuses}; -1 when they are to be counted. */
    private long unanswered = -1;

    Segments segments(SqlStorage sql) {
        if (segments == null) {
            segments = Segments.of(sql);
        }
        return segments;
    }

    /** Null when it is to be read. */
    MarkFilter marks() {
        return marks;
    }

    void marks(MarkFilter filter) {
        marks = filter;
    }

    void forgetMarks() {
        marks = null;
    }

    /** Whether the open table has as much as one may have. */
    boolean openIsFull(SqlStorage sql, long bytes, int requests) {
        if (openBytes < 0) {
            SqlRows sums = sql.query("SELECT count(*), coalesce(sum(decoded_bytes), 0) FROM "
                    + segments(sql).open().log());
            openRequests = (int) sums.number(0, 0);
            openBytes = sums.number(0, 1);
        }
        return openRequests >= requests || openBytes >= bytes;
    }

    /** A request is in the open table. */
    void appended(long decodedBytes) {
        openBytes += decodedBytes;
        openRequests++;
    }

    /** Another table is open. */
    void rotated() {
        openBytes = 0;
        openRequests = 0;
    }

    /** Attempts without an answer that are kept. */
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

    /** Something went wrong: who knows what of it is written. A filter may have too much. */
    void forgetTables() {
        segments = null;
        openBytes = -1;
        unanswered = -1;
    }

    /** The database is another one. */
    void forget() {
        forgetTables();
        marks = null;
    }
}
