package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.actor.ActorDatabase;
import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a buffer in its database. Their order is their sequence, which is never used twice. No method blocks.
 *
 * <p>Written rows cost money: a request is one row, and a body above a megabyte has another row for each megabyte. A
 * request is dropped with its table ({@link Segments}).
 */
final class BufferLog implements ActorDatabase {

    /** The most decoded bytes of one table, so that finished requests can be dropped while others wait. */
    private static final long SEGMENT_BYTES = 12 << 20;

    private static final int SEGMENT_REQUESTS = 1 << 14;

    /**
     * With this many tables, a new one begins only when the last is full. Otherwise a commit that waits for days would
     * cause one table a minute.
     */
    private static final int MANY_SEGMENTS = 64;

    /** The last sequence of finished ranges, where {@link Segments} do not show it. */
    private static final String DELETED_THROUGH = "deleted-through";

    /** The last deleted sequence that was in no range. */
    private static final String LAST_DELETED = "last-deleted";

    /** Selects requests that are in no range, or in a range that is not finished. */
    private static final String IS_NOT_DONE = "(sequence > ? OR sequence <= (SELECT r.to_sequence FROM sealed_range r"
            + " WHERE r.from_sequence <= sequence ORDER BY r.from_sequence DESC LIMIT 1))";

    private final SqlStorage sql;
    private final ActorMeta meta;
    private final BufferMemory memory;

    BufferLog(SqlStorage sql, ActorMeta meta, BufferMemory memory) {
        this.sql = sql;
        this.meta = meta;
        this.memory = memory;
    }

    /** Opens the log, or returns null if the buffer never had a request. */
    static BufferLog existing(SqlStorage sql, BufferMemory memory) {
        ActorMeta meta = ActorMeta.existing(sql, BufferTables.VERSION);
        if (meta != null && meta.version() < BufferTables.VERSION) {
            BufferTables.upgrade(sql, meta, memory);
        }
        return meta == null ? null : new BufferLog(sql, meta, memory);
    }

    /** Opens or creates the log of the buffer with a name. */
    static BufferLog open(SqlStorage sql, String name, Randomness random, BufferMemory memory) {
        BufferLog existing = existing(sql, memory);
        if (existing != null) {
            return existing;
        }
        String incarnation = random.uuid().substring(0, 8);
        memory.forget();
        BufferLog log = new BufferLog(sql, BufferTables.create(sql, name, incarnation), memory);
        log.segments().add(1);
        return log;
    }

    @Override
    public ActorMeta meta() {
        return meta;
    }

    private Segments segments() {
        return memory.segments(sql);
    }

    /** The requests that were accepted before. */
    KnownRequests known() {
        return new KnownRequests(sql, meta, memory);
    }

    /** Attempts that ended without an answer. */
    Excuses excuses() {
        return new Excuses(sql, memory);
    }

    /** Requests that cannot be read. */
    SetAsideRequests setAside() {
        return new SetAsideRequests(sql, segments());
    }

    /**
     * Adds a request, all of it or nothing.
     *
     * @param request its sequence is ignored: the log chooses one
     * @param mark as {@link KnownRequests} defines it
     * @return the sequence
     * @throws SqlFailure if the database does not take it
     */
    long append(StoredRequest request, byte[] mark) {
        long sequence = lastSequence() + 1;
        makeRoom(sequence);
        // Read before the request is inserted, or its mark would be there twice.
        KnownRequests known = known();
        known.prepare();
        RequestRows.insert(sql, segments(), segments().open(), sequence, request, mark);
        known.add(mark);
        memory.appended(request.decodedBytes());
        return sequence;
    }

    private void makeRoom(long sequence) {
        if (memory.openIsFull(sql, SEGMENT_BYTES, SEGMENT_REQUESTS)) {
            beginTable(sequence);
        }
    }

    private void beginTable(long first) {
        segments().add(first);
        memory.rotated();
    }

    /** Requests that are in no range yet. */
    Backlog unsealed() {
        long sealed = sealedThrough();
        Backlog sums = Backlog.NOTHING;
        for (Segment segment : segments().between(sealed + 1, Long.MAX_VALUE)) {
            sums = sums.and(
                    sql.query("SELECT " + Backlog.SUMS + " FROM " + segment.log() + " WHERE sequence > ?", sealed));
        }
        return sums;
    }

    /** All unfinished requests. */
    Backlog backlog() {
        long sealed = sealedThrough();
        Backlog sums = setAside().sums();
        for (Segment segment : segments().all()) {
            sums = sums.and(
                    sql.query("SELECT " + Backlog.SUMS + " FROM " + segment.log() + " WHERE " + IS_NOT_DONE, sealed));
        }
        return sums;
    }

    /** The sequence of the next request after a sequence, up to {@code to}, or -1. */
    long nextSequence(long after, long to) {
        SqlRows next = next(after, to);
        return next.isEmpty() ? -1 : next.number(0, 0);
    }

    /** Decoded bytes of the next request after a sequence, up to {@code to}, or -1. */
    long nextDecodedBytes(long after, long to) {
        SqlRows next = next(after, to);
        return next.isEmpty() ? -1 : next.number(0, 1);
    }

    private SqlRows next(long after, long to) {
        for (Segment segment : segments().between(after + 1, to)) {
            SqlRows rows = sql.query(
                    "SELECT sequence, decoded_bytes FROM " + segment.log()
                            + " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT 1",
                    after,
                    to);
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        return SqlRows.NONE;
    }

    /**
     * Reads a request.
     *
     * @throws UnreadableRequestException if it is incomplete, or a newer version wrote it
     */
    StoredRequest request(long sequence) throws UnreadableRequestException {
        for (Segment segment : segments().between(sequence, sequence)) {
            SqlRows rows = sql.query(
                    "SELECT " + RequestRows.COLUMNS + " FROM " + segment.log() + " WHERE sequence = ?", sequence);
            if (!rows.isEmpty()) {
                return RequestRows.read(sql, rows, segment.chunk());
            }
        }
        throw new UnreadableRequestException(sequence, "it is missing");
    }

    /** The last sequence that is or was in a range. */
    long sealedThrough() {
        return sealedThrough(-1);
    }

    /** The same, without a given range. */
    private long sealedThrough(long from) {
        long sealed = sql.query("SELECT coalesce(max(to_sequence), 0) FROM sealed_range WHERE from_sequence <> ?", from)
                .number(0, 0);
        long dropped = segments().all().get(0).first() - 1;
        return Math.max(sealed, Math.max(dropped, meta.number(DELETED_THROUGH, 0)));
    }

    /** Records a range and its plan, before any of its files is stored. */
    void seal(SealedRange range, long now) {
        sql.query(
                "INSERT INTO sealed_range (from_sequence, to_sequence, sealed_millis, progress) VALUES (?, ?, ?, ?)",
                range.from(),
                range.to(),
                now,
                range.progress().text());
        long last = lastSequence();
        if (segments().open().first() <= last && segments().all().size() < MANY_SEGMENTS) {
            // Later requests finish later than this range.
            beginTable(last + 1);
        }
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

    /** Records the progress of a range. */
    void progress(SealedRange range) {
        sql.query(
                "UPDATE sealed_range SET progress = ? WHERE from_sequence = ?",
                range.progress().text(),
                range.from());
    }

    /** Drops a range, and the tables whose requests are all finished. */
    void delete(SealedRange range, long now) {
        long sealed = sealedThrough();
        dropDone(range, sealed, now);
        if (sealedThrough(range.from()) < sealed) {
            meta.put(DELETED_THROUGH, sealed);
        }
        // Last: a refused statement undoes nothing, and requests that are in no range would be stored again.
        sql.query("DELETE FROM sealed_range WHERE from_sequence = ?", range.from());
    }

    /**
     * Drops the tables that have some of these sequences and no unfinished request. Only these can have become finished.
     */
    private void dropDone(SealedRange range, long sealed, long now) {
        for (Segment segment : segments().between(range.from(), range.to())) {
            long last = segments().last(segment);
            boolean done = last <= sealed
                    && sql.query(
                                    "SELECT 1 FROM sealed_range WHERE from_sequence <= ? AND to_sequence >= ?"
                                            + " AND from_sequence <> ? LIMIT 1",
                                    last,
                                    segment.first(),
                                    range.from())
                            .isEmpty();
            if (done) {
                known().keepOf(segment, now);
                segments().drop(segment);
            }
        }
    }

    /** The table of an earlier version takes no more requests, and is dropped when its requests are finished. */
    void continueFrom(long last) {
        beginTable(Math.max(last, lastSequence()) + 1);
        // As if everything that was dropped before had been one range.
        delete(new SealedRange(0, sealedThrough(), new RangeProgress()), 0);
    }

    /** Sets an unreadable request aside, so that the requests behind it can be stored. */
    void quarantine(long sequence, String reason) {
        for (Segment segment : segments().between(sequence, sequence)) {
            setAside().take(segment, sequence, reason);
        }
    }

    /** Puts all requests that were set aside back at the end of the log. */
    void releaseQuarantined() {
        for (long sequence : setAside().sequences()) {
            release(sequence);
        }
    }

    /**
     * Puts a request that was set aside back at the end of the log.
     *
     * @return its new sequence
     */
    long release(long old) {
        long sequence = lastSequence() + 1;
        makeRoom(sequence);
        setAside().release(old, sequence);
        memory.appended(nextDecodedBytes(sequence - 1, sequence));
        return sequence;
    }

    /** Deletes a request that was set aside. Its mark stays, so a repeat is still recognised. */
    void deleteQuarantined(long sequence, long now) {
        if (sequence == lastSequence()) {
            // A flush may have read it and not sealed it yet. The next request must not get its sequence.
            meta.put(LAST_DELETED, sequence);
        }
        byte[] mark = setAside().mark(sequence);
        if (mark != null) {
            known().keep(mark, now);
        }
        setAside().delete(sequence);
    }

    private long lastSequence() {
        Segment open = segments().open();
        long last = sql.query("SELECT coalesce(max(sequence), 0) FROM " + open.log())
                .number(0, 0);
        // An empty table continues the sequences of all earlier ones.
        last = Math.max(last, open.first() - 1);
        return Math.max(Math.max(last, setAside().last()), Math.max(sealedThrough(), meta.number(LAST_DELETED, 0)));
    }
}
