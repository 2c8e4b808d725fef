package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;

/**
 * Requests that cannot be read, which wait for a version that can, or for an operator. They are in tables of their own, so that
 * those that they came from can be dropped. No method blocks.
 */
final class SetAsideRequests {

    private static final String TABLE = "quarantine";
    private static final String CHUNKS = "quarantine_chunk";

    private final SqlStorage sql;
    private final Segments segments;

    SetAsideRequests(SqlStorage sql, Segments segments) {
        this.sql = sql;
        this.segments = segments;
    }

    /** Takes a request out of its table. */
    void take(Segment segment, long sequence, String reason) {
        sql.query(
                "INSERT OR REPLACE INTO quarantine (sequence, format, row_count, decoded_bytes, stored_bytes,"
                        + " received_micros, chunks, mark, reason, body) SELECT sequence, format, row_count,"
                        + " decoded_bytes, stored_bytes, received_micros, chunks, " + segment.mark()
                        + ", ?, body FROM " + segment.log() + " WHERE sequence = ?",
                reason,
                sequence);
        if (segments.hasChunks(segment)) {
            sql.query(
                    "INSERT OR REPLACE INTO quarantine_chunk (id, bytes) SELECT id, bytes FROM " + segment.chunk()
                            + " WHERE id >= ? AND id < ?",
                    sequence * RequestRows.MAX_CHUNKS,
                    (sequence + 1) * RequestRows.MAX_CHUNKS);
            RequestRows.deleteChunks(sql, segment.chunk(), sequence);
        }
        sql.query("DELETE FROM " + segment.log() + " WHERE sequence = ?", sequence);
    }

    /** Puts a request at the end of the log, which gives it another sequence. */
    void release(long old, long sequence) {
        Segment open = segments.open();
        sql.query(
                "INSERT INTO " + open.log() + " (sequence, format, row_count, decoded_bytes, stored_bytes,"
                        + " received_micros, chunks, mark, body) SELECT ?, format, row_count, decoded_bytes,"
                        + " stored_bytes, received_micros, chunks, mark, body FROM quarantine WHERE sequence = ?",
                sequence,
                old);
        if (!sql.query("SELECT 1 FROM quarantine_chunk WHERE id >= ? LIMIT 1", old * RequestRows.MAX_CHUNKS)
                .isEmpty()) {
            segments.makeChunks(open);
            sql.query(
                    "INSERT INTO " + open.chunk() + " (id, bytes) SELECT id + ?, bytes FROM quarantine_chunk"
                            + " WHERE id >= ? AND id < ?",
                    (sequence - old) * RequestRows.MAX_CHUNKS,
                    old * RequestRows.MAX_CHUNKS,
                    (old + 1) * RequestRows.MAX_CHUNKS);
        }
        delete(old);
    }

    /** Drops a request for good. */
    void delete(long sequence) {
        sql.query("DELETE FROM quarantine WHERE sequence = ?", sequence);
        RequestRows.deleteChunks(sql, CHUNKS, sequence);
    }

    boolean has(long sequence) {
        return !sql.query("SELECT 1 FROM quarantine WHERE sequence = ?", sequence)
                .isEmpty();
    }

    /** The mark of a request, or null. */
    byte[] mark(long sequence) {
        SqlRows rows = sql.query("SELECT mark FROM quarantine WHERE sequence = ?", sequence);
        return rows.isEmpty() ? null : rows.bytes(0, 0);
    }

    /** A request, or null. */
    StoredRequest request(long sequence) throws UnreadableRequestException {
        SqlRows rows = sql.query("SELECT " + RequestRows.COLUMNS + " FROM " + TABLE + " WHERE sequence = ?", sequence);
        return rows.isEmpty() ? null : RequestRows.read(sql, rows, CHUNKS);
    }

    /** The sequences of all of them, in their order. */
    long[] sequences() {
        SqlRows rows = sql.query("SELECT sequence FROM quarantine ORDER BY sequence");
        long[] sequences = new long[rows.count()];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = rows.number(i, 0);
        }
        return sequences;
    }

    /** The last of them, or 0. */
    long last() {
        return sql.query("SELECT coalesce(max(sequence), 0) FROM quarantine").number(0, 0);
    }

    /** Sums over all of them. */
    Backlog sums() {
        return Backlog.NOTHING.and(sql.query("SELECT " + Backlog.SUMS + " FROM " + TABLE));
    }
}
