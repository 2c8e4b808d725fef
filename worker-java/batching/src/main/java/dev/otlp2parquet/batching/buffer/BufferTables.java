package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;

/** The tables of a buffer's database, and the upgrade from earlier versions. */
final class BufferTables {

    /**
     * Version 1: a sealed range has the tables for which all its files were queued. Version 2: it has its {@link
     * RangeProgress} instead. Version 3: requests are in many tables ({@link Segments}) instead of one, with their marks;
     * requests that are set aside have tables of their own.
     */
    static final int VERSION = 3;

    private static final String SEALED_RANGE =
            "CREATE TABLE sealed_range (from_sequence INTEGER PRIMARY KEY, to_sequence INTEGER NOT NULL,"
                    + " sealed_millis INTEGER NOT NULL, progress TEXT)";

    private static final String[] NEW_IN_3 = {
        "CREATE TABLE quarantine (sequence INTEGER PRIMARY KEY, format INTEGER NOT NULL, row_count INTEGER NOT NULL,"
                + " decoded_bytes INTEGER NOT NULL, stored_bytes INTEGER NOT NULL, received_micros INTEGER NOT NULL,"
                + " chunks INTEGER NOT NULL, mark BLOB, reason TEXT NOT NULL, body BLOB)",
        "CREATE TABLE quarantine_chunk (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
        "CREATE TABLE known (id INTEGER PRIMARY KEY, at_millis INTEGER NOT NULL, marks BLOB NOT NULL)",
        "CREATE TABLE unanswered (attempt BLOB PRIMARY KEY, content BLOB NOT NULL, at_millis INTEGER NOT NULL,"
                + " stored INTEGER NOT NULL, repeat BLOB) WITHOUT ROWID",
        // There may be thousands of rows, and every request looks for one. Empty indexes cost nothing.
        "CREATE INDEX unanswered_open ON unanswered (content, stored) WHERE repeat IS NULL",
        "CREATE INDEX unanswered_used ON unanswered (repeat) WHERE repeat IS NOT NULL"
    };

    /** Hashes that are read at once. */
    private static final int HASHES = 1 << 12;

    private BufferTables() {}

    /** Creates the tables of a new buffer. */
    static ActorMeta create(SqlStorage sql, String name, String incarnation) {
        sql.query(SEALED_RANGE);
        return ActorMeta.create(sql, VERSION, name, incarnation, NEW_IN_3);
    }

    /** Upgrades the tables of an earlier version. The host makes either all of it durable or nothing. */
    static void upgrade(SqlStorage sql, ActorMeta meta, BufferMemory memory) {
        if (meta.version() < 2) {
            sql.query("ALTER TABLE sealed_range RENAME COLUMN enqueued_tables TO progress");
        }
        for (String statement : NEW_IN_3) {
            sql.query(statement);
        }
        // The requests stay in their table, which takes no more requests and is dropped when they are finished.
        memory.forget();
        Segments segments = memory.segments(sql);
        Segment log = segments.open();
        SetAsideRequests setAside = new SetAsideRequests(sql, segments);
        long last = sql.query("SELECT coalesce(max(sequence), 0) FROM log").number(0, 0);
        SqlRows rows = sql.query("SELECT sequence, quarantined FROM log WHERE quarantined IS NOT NULL");
        for (int i = 0; i < rows.count(); i++) {
            setAside.take(log, rows.number(i, 0), rows.text(i, 1));
        }
        takeHashes(sql, new KnownRequests(sql, meta, memory));
        meta.upgraded(VERSION);
        new BufferLog(sql, meta, memory).continueFrom(last);
    }

    private static void takeHashes(SqlStorage sql, KnownRequests known) {
        byte[] after = new byte[0];
        while (true) {
            SqlRows rows = sql.query(
                    "SELECT hash, at_millis FROM seen WHERE hash > ? ORDER BY hash LIMIT ?", after, (long) HASHES);
            if (rows.isEmpty()) {
                break;
            }
            long newest = 0;
            for (int i = 0; i < rows.count(); i++) {
                newest = Math.max(newest, rows.number(i, 1));
            }
            // All get the time of the newest: remembering a hash somewhat longer does no harm.
            KnownRequests.Packer packer = known.packer(rows.count(), newest);
            for (int i = 0; i < rows.count(); i++) {
                packer.add(KnownRequests.markOf(rows.bytes(i, 0)));
            }
            packer.end();
            after = rows.bytes(rows.count() - 1, 0);
        }
        sql.query("DROP TABLE seen");
    }
}
