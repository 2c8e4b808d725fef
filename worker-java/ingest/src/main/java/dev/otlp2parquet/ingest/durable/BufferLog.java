package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.iceberg.port.Randomness;
import dev.otlp2parquet.ingest.port.SqlFailure;
import dev.otlp2parquet.ingest.port.SqlRows;
import dev.otlp2parquet.ingest.port.SqlStorage;
import dev.otlp2parquet.otlp.RequestFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The database of a buffer. The order of the requests is their sequence, which is never used twice. No method blocks.
 *
 * <p>Written rows cost money: a request is one row of {@code log} and one of {@code seen}, and one of {@code chunk} for
 * each megabyte when its body is larger than one.
 */
final class BufferLog {

    /**
     * 1: a sealed range had the tables that all its files were queued for. 2: it has its {@link RangeProgress}.
     */
    static final int VERSION = 2;

    /** Hosts allow 2 MB in a value. */
    static final int CHUNK_BYTES = 1_000_000;

    /** How long a body is remembered: exporters and the collectors between give up long before. */
    static final long SEEN_MILLIS = 24 * 3_600_000L;

    /** {@code chunk.id} is {@code sequence * MAX_CHUNKS + number}. */
    private static final long MAX_CHUNKS = 4096;

    private static final String DELETED_THROUGH = "deleted-through";

    /** The last of the sequences that are in no range and were deleted. */
    private static final String LAST_DELETED = "last-deleted";

    private static final String[] TABLES = {
        "CREATE TABLE log (sequence INTEGER PRIMARY KEY, format INTEGER NOT NULL, row_count INTEGER NOT NULL,"
                + " decoded_bytes INTEGER NOT NULL, stored_bytes INTEGER NOT NULL, received_micros INTEGER NOT NULL,"
                + " chunks INTEGER NOT NULL, quarantined TEXT, body BLOB)",
        "CREATE TABLE chunk (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
        "CREATE TABLE seen (hash BLOB PRIMARY KEY, at_millis INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE sealed_range (from_sequence INTEGER PRIMARY KEY, to_sequence INTEGER NOT NULL,"
                + " sealed_millis INTEGER NOT NULL, progress TEXT)"
    };

    private final SqlStorage sql;
    private final ObjectMeta meta;

    private BufferLog(SqlStorage sql, ObjectMeta meta) {
        this.sql = sql;
        this.meta = meta;
    }

    /** The log of a buffer that has had a request, or null. */
    static BufferLog existing(SqlStorage sql) {
        ObjectMeta meta = ObjectMeta.existing(sql, VERSION);
        if (meta != null && meta.version() < 2) {
            sql.query("ALTER TABLE sealed_range RENAME COLUMN enqueued_tables TO progress");
            meta.upgraded(2);
        }
        return meta == null ? null : new BufferLog(sql, meta);
    }

    /** The log of the buffer of a name, made if there is none. */
    static BufferLog open(SqlStorage sql, String name, Randomness random) {
        BufferLog existing = existing(sql);
        if (existing != null) {
            return existing;
        }
        String incarnation = random.uuid().substring(0, 8);
        return new BufferLog(sql, ObjectMeta.create(sql, VERSION, name, incarnation, TABLES));
    }

    ObjectMeta meta() {
        return meta;
    }

    /** Whether the same request was accepted within {@link #SEEN_MILLIS}. */
    boolean seen(byte[] hash, long now) {
        SqlRows rows = sql.query("SELECT at_millis FROM seen WHERE hash = ?", hash);
        return !rows.isEmpty() && rows.number(0, 0) > now - SEEN_MILLIS;
    }

    /**
     * Adds a request, all of it or nothing.
     *
     * @param request its sequence is the log's to choose
     * @return its sequence
     * @throws SqlFailure if it does not fit
     */
    long append(StoredRequest request, byte[] hash, long now) {
        long sequence = lastSequence() + 1;
        byte[] body = request.body();
        int chunks = body.length > CHUNK_BYTES ? (body.length + CHUNK_BYTES - 1) / CHUNK_BYTES : 0;
        if (chunks >= MAX_CHUNKS) {
            throw new IllegalArgumentException("a body of " + body.length + " bytes");
        }
        try {
            for (int i = 0; i < chunks; i++) {
                int from = i * CHUNK_BYTES;
                byte[] bytes = Arrays.copyOfRange(body, from, Math.min(body.length, from + CHUNK_BYTES));
                sql.query("INSERT INTO chunk (id, bytes) VALUES (?, ?)", sequence * MAX_CHUNKS + i, bytes);
            }
            sql.query(
                    "INSERT INTO log (sequence, format, row_count, decoded_bytes, stored_bytes, received_micros, chunks,"
                            + " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    sequence,
                    (long) StoredRequest.code(request.format()),
                    (long) request.rows(),
                    (long) request.decodedBytes(),
                    (long) body.length,
                    request.receivedMicros(),
                    (long) chunks,
                    chunks == 0 ? body : null);
            sql.query("INSERT OR REPLACE INTO seen (hash, at_millis) VALUES (?, ?)", hash, now);
        } catch (SqlFailure e) {
            // An exception takes nothing back here, and half a request must not stay.
            sql.query("DELETE FROM log WHERE sequence = ?", sequence);
            deleteChunks(sequence);
            throw e;
        }
        return sequence;
    }

    /** Requests that are in no range yet. */
    Backlog unsealed() {
        return backlog("WHERE quarantined IS NULL AND sequence > ?", sealedThrough());
    }

    /** All requests. */
    Backlog backlog() {
        return backlog("WHERE sequence > ?", -1);
    }

    /** Requests that could not be read, which wait for a version that can. */
    Backlog quarantined() {
        return backlog("WHERE quarantined IS NOT NULL AND sequence > ?", -1);
    }

    private Backlog backlog(String where, long after) {
        SqlRows rows = sql.query(
                "SELECT count(*), coalesce(sum(row_count), 0), coalesce(sum(decoded_bytes), 0),"
                        + " coalesce(sum(stored_bytes), 0), coalesce(min(received_micros), 0), coalesce(min(sequence), 0),"
                        + " coalesce(max(sequence), 0) FROM log "
                        + where,
                after);
        return new Backlog(
                rows.number(0, 0),
                rows.number(0, 1),
                rows.number(0, 2),
                rows.number(0, 3),
                rows.number(0, 4) / 1000,
                rows.number(0, 5),
                rows.number(0, 6));
    }

    /** The sequence of the next request after a sequence that was not set aside, up to {@code to}, or -1. */
    long nextSequence(long after, long to) {
        SqlRows rows = sql.query(
                "SELECT sequence FROM log WHERE sequence > ? AND sequence <= ? AND quarantined IS NULL"
                        + " ORDER BY sequence LIMIT 1",
                after,
                to);
        return rows.isEmpty() ? -1 : rows.number(0, 0);
    }

    /**
     * A request.
     *
     * @throws UnreadableRequestException if it is not whole, or a newer version wrote it
     */
    StoredRequest request(long sequence) throws UnreadableRequestException {
        SqlRows rows = sql.query(
                "SELECT sequence, format, row_count, decoded_bytes, received_micros, chunks, stored_bytes, body FROM log"
                        + " WHERE sequence = ?",
                sequence);
        if (rows.isEmpty()) {
            throw new UnreadableRequestException(sequence, "it is missing");
        }
        return request(rows);
    }

    /** A request that is set aside, or null. */
    StoredRequest quarantined(long sequence) throws UnreadableRequestException {
        SqlRows rows = sql.query(
                "SELECT sequence, format, row_count, decoded_bytes, received_micros, chunks, stored_bytes, body FROM log"
                        + " WHERE sequence = ? AND quarantined IS NOT NULL",
                sequence);
        return rows.isEmpty() ? null : request(rows);
    }

    private StoredRequest request(SqlRows rows) throws UnreadableRequestException {
        long sequence = rows.number(0, 0);
        RequestFormat format;
        try {
            format = StoredRequest.format(rows.number(0, 1));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRequestException(sequence, e.getMessage());
        }
        long chunks = rows.number(0, 5);
        byte[] body = chunks == 0 ? rows.bytes(0, 7) : joined(sequence, chunks, rows.number(0, 6));
        if (body == null) {
            throw new UnreadableRequestException(sequence, "its body is missing");
        }
        return new StoredRequest(
                sequence, format, (int) rows.number(0, 2), (int) rows.number(0, 3), rows.number(0, 4), body);
    }

    private byte[] joined(long sequence, long chunks, long length) throws UnreadableRequestException {
        if (chunks < 0 || chunks >= MAX_CHUNKS || length < 0 || length > chunks * CHUNK_BYTES) {
            throw new UnreadableRequestException(sequence, chunks + " chunks do not make " + length + " bytes");
        }
        byte[] body = new byte[(int) length];
        int at = 0;
        for (int i = 0; i < chunks; i++) {
            SqlRows rows = sql.query("SELECT bytes FROM chunk WHERE id = ?", sequence * MAX_CHUNKS + i);
            if (rows.isEmpty()) {
                throw new UnreadableRequestException(sequence, "chunk " + (i + 1) + " of " + chunks + " is missing");
            }
            byte[] bytes = rows.bytes(0, 0);
            if (bytes.length > body.length - at) {
                throw new UnreadableRequestException(sequence, "its chunks are longer than " + length + " bytes");
            }
            System.arraycopy(bytes, 0, body, at, bytes.length);
            at += bytes.length;
        }
        if (at < body.length) {
            throw new UnreadableRequestException(sequence, "its chunks have " + at + " of " + length + " bytes");
        }
        return body;
    }

    /** Decoded bytes of the next request after a sequence, up to {@code to}, or -1. */
    long nextDecodedBytes(long after, long to) {
        SqlRows rows = sql.query(
                "SELECT decoded_bytes FROM log WHERE sequence > ? AND sequence <= ? AND quarantined IS NULL"
                        + " ORDER BY sequence LIMIT 1",
                after,
                to);
        return rows.isEmpty() ? -1 : rows.number(0, 0);
    }

    /** The last sequence that is in a range or was. */
    long sealedThrough() {
        long sealed = sql.query("SELECT coalesce(max(to_sequence), 0) FROM sealed_range")
                .number(0, 0);
        return Math.max(sealed, meta.number(DELETED_THROUGH, 0));
    }

    /** Records a range with what is planned for it, before anything of it leaves. */
    void seal(SealedRange range, long now) {
        sql.query(
                "INSERT INTO sealed_range (from_sequence, to_sequence, sealed_millis, progress) VALUES (?, ?, ?, ?)",
                range.from(),
                range.to(),
                now,
                range.progress().text());
    }

    /** Ranges in the order of their sequences. */
    List<SealedRange> ranges() {
        SqlRows rows =
                sql.query("SELECT from_sequence, to_sequence, progress FROM sealed_range ORDER BY from_sequence");
        List<SealedRange> ranges = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            ranges.add(new SealedRange(rows.number(i, 0), rows.number(i, 1), RangeProgress.parse(rows.text(i, 2))));
        }
        return ranges;
    }

    /** Records how far a range has come. */
    void progress(SealedRange range) {
        sql.query(
                "UPDATE sealed_range SET progress = ? WHERE from_sequence = ?",
                range.progress().text(),
                range.from());
    }

    /** Drops a range and its requests: their rows are where they belong. */
    void delete(SealedRange range) {
        // A literal divides as an integer: the host binds numbers as REAL.
        sql.query(
                "DELETE FROM chunk WHERE id >= ? AND id < ? AND id / " + MAX_CHUNKS
                        + " NOT IN (SELECT sequence FROM log WHERE quarantined IS NOT NULL)",
                range.from() * MAX_CHUNKS,
                (range.to() + 1) * MAX_CHUNKS);
        sql.query("DELETE FROM log WHERE sequence BETWEEN ? AND ? AND quarantined IS NULL", range.from(), range.to());
        sql.query("DELETE FROM sealed_range WHERE from_sequence = ?", range.from());
        if (meta.number(DELETED_THROUGH, 0) < range.to()) {
            meta.put(DELETED_THROUGH, range.to());
        }
    }

    /** Sets a request aside that cannot be read, so that those behind it can. */
    void quarantine(long sequence, String reason) {
        sql.query("UPDATE log SET quarantined = ? WHERE sequence = ?", reason, sequence);
    }

    /** Puts the requests that were set aside at the end of the log, for another attempt. */
    void releaseQuarantined() {
        SqlRows rows = sql.query("SELECT sequence FROM log WHERE quarantined IS NOT NULL ORDER BY sequence");
        for (int i = 0; i < rows.count(); i++) {
            release(rows.number(i, 0));
        }
    }

    /**
     * Puts a request that was set aside at the end of the log, for another attempt.
     *
     * @return its new sequence
     */
    long release(long old) {
        long sequence = lastSequence() + 1;
        sql.query("UPDATE log SET sequence = ?, quarantined = NULL WHERE sequence = ?", sequence, old);
        sql.query(
                "UPDATE chunk SET id = id + ? WHERE id >= ? AND id < ?",
                (sequence - old) * MAX_CHUNKS,
                old * MAX_CHUNKS,
                (old + 1) * MAX_CHUNKS);
        return sequence;
    }

    /** Drops a request that was set aside, for good. Its hash stays: sent again it is a duplicate for a day. */
    void deleteQuarantined(long sequence) {
        if (sequence == lastSequence()) {
            // A flush may have read so far and not sealed it yet: what comes next must not be taken for it.
            meta.put(LAST_DELETED, sequence);
        }
        sql.query("DELETE FROM log WHERE sequence = ? AND quarantined IS NOT NULL", sequence);
        deleteChunks(sequence);
    }

    void forgetSeenBefore(long millis) {
        sql.query("DELETE FROM seen WHERE at_millis < ?", millis);
    }

    private long lastSequence() {
        long last = sql.query("SELECT coalesce(max(sequence), 0) FROM log").number(0, 0);
        return Math.max(last, Math.max(sealedThrough(), meta.number(LAST_DELETED, 0)));
    }

    private void deleteChunks(long sequence) {
        sql.query("DELETE FROM chunk WHERE id >= ? AND id < ?", sequence * MAX_CHUNKS, (sequence + 1) * MAX_CHUNKS);
    }

    /**
     * Sums over requests.
     *
     * @param decodedBytes of their bodies
     * @param storedBytes of their bodies, compressed
     * @param oldestMillis when the first of them was received
     * @param first sequence, 0 when there is none
     * @param last sequence
     */
    record Backlog(
            long requests, long rows, long decodedBytes, long storedBytes, long oldestMillis, long first, long last) {

        /** With one more request behind them. */
        Backlog and(StoredRequest request, long sequence) {
            long receivedMillis = request.receivedMicros() / 1000;
            return new Backlog(
                    requests + 1,
                    rows + request.rows(),
                    decodedBytes + request.decodedBytes(),
                    storedBytes + request.body().length,
                    requests == 0 ? receivedMillis : Math.min(oldestMillis, receivedMillis),
                    requests == 0 ? sequence : first,
                    sequence);
        }
    }
}
