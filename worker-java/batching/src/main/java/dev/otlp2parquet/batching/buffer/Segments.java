package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of a buffer's requests, in the order of their sequences. The last one is open and takes new requests. A table is
 * dropped as a whole when all of its requests are done: that writes no row, where deleting writes one for each request.
 */
final class Segments {

    private final SqlStorage sql;
    private final List<Segment> segments;

    private Segments(SqlStorage sql, List<Segment> segments) {
        this.sql = sql;
        this.segments = segments;
    }

    /** Those that a database has. */
    static Segments of(SqlStorage sql) {
        List<Segment> segments = new ArrayList<>();
        // '`' is behind '_'.
        SqlRows names = sql.query("SELECT name FROM sqlite_master WHERE type = 'table'"
                + " AND (name = 'log' OR (name > 'log_' AND name < 'log`'))");
        for (int i = 0; i < names.count(); i++) {
            String name = names.text(i, 0);
            segments.add(new Segment(name.equals("log") ? 0 : Long.parseLong(name.substring("log_".length()))));
        }
        segments.sort((a, b) -> Long.compare(a.first(), b.first()));
        return new Segments(sql, segments);
    }

    /** All of them, the oldest first. */
    List<Segment> all() {
        return segments;
    }

    /** The one that takes new requests. */
    Segment open() {
        return segments.get(segments.size() - 1);
    }

    /** Makes a table for requests from a sequence on, behind all others. */
    void add(long first) {
        Segment segment = new Segment(first);
        sql.query("CREATE TABLE " + segment.log() + " (sequence INTEGER PRIMARY KEY, format INTEGER NOT NULL,"
                + " row_count INTEGER NOT NULL, decoded_bytes INTEGER NOT NULL, stored_bytes INTEGER NOT NULL,"
                + " received_micros INTEGER NOT NULL, chunks INTEGER NOT NULL, mark BLOB, body BLOB)");
        segments.add(segment);
    }

    /** Those that may have requests with sequences from {@code from} to {@code to}, the oldest first. */
    List<Segment> between(long from, long to) {
        List<Segment> found = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).first() <= to && last(i) >= from) {
                found.add(segments.get(i));
            }
        }
        return found;
    }

    /** The last sequence that may be in a table. */
    long last(Segment segment) {
        return last(segments.indexOf(segment));
    }

    private long last(int index) {
        return index + 1 == segments.size()
                ? Long.MAX_VALUE
                : segments.get(index + 1).first() - 1;
    }

    /** Whether there are chunks of a table's requests. */
    boolean hasChunks(Segment segment) {
        return !sql.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", segment.chunk())
                .isEmpty();
    }

    /** Makes sure that a table's requests can have chunks. */
    void makeChunks(Segment segment) {
        sql.query("CREATE TABLE IF NOT EXISTS " + segment.chunk() + " (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
    }

    /** Drops a table and its chunks. */
    void drop(Segment segment) {
        sql.query("DROP TABLE " + segment.log());
        sql.query("DROP TABLE IF EXISTS " + segment.chunk());
        segments.remove(segment);
    }
}
