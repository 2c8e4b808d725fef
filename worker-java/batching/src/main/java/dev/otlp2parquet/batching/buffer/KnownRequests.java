package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.util.Arrays;

/**
 * The marks of the requests that a buffer has accepted. A request whose mark is here is a repeat. A mark is in the row of
 * its request; when that is dropped, in a row of {@code known} together with many others. A filter in memory recognises
 * nearly all new requests; the database decides about the others. No method blocks.
 */
final class KnownRequests {

    /** Enough to make equal marks of two requests practically impossible. */
    static final int MARK_BYTES = RequestIdentity.MARK_BYTES;

    /** The most bytes of one row. Hosts allow 2 MB. */
    private static final int MARKS_IN_ROW = 1 << 14;

    private static final int ROWS_AT_ONCE = 4;

    /** Marks that were forgotten early, because there were too many. */
    private static final String DROPPED = "dropped-marks";

    private final SqlStorage sql;
    private final ActorMeta meta;
    private final BufferMemory memory;

    KnownRequests(SqlStorage sql, ActorMeta meta, BufferMemory memory) {
        this.sql = sql;
        this.meta = meta;
        this.memory = memory;
    }

    /**
     * Whether a request with this mark was accepted.
     *
     * @param since marks of requests that were dropped before this time are forgotten
     */
    boolean has(byte[] mark, long since) {
        if (!filter().mayContain(mark)) {
            return false;
        }
        for (int i = memory.segments(sql).all().size() - 1; i >= 0; i--) {
            Segment segment = memory.segments(sql).all().get(i);
            if (segment.first() > 0
                    && !sql.query("SELECT 1 FROM " + segment.log() + " WHERE mark = ? LIMIT 1", mark)
                            .isEmpty()) {
                return true;
            }
        }
        return !sql.query("SELECT 1 FROM quarantine WHERE mark = ? LIMIT 1", mark)
                        .isEmpty()
                || !sql.query("SELECT 1 FROM known WHERE at_millis >= ? AND instr(marks, ?) > 0 LIMIT 1", since, mark)
                        .isEmpty();
    }

    /** Builds the filter, before a mark is added to the database. */
    void prepare() {
        filter();
    }

    /** Notes the mark of a request that was appended. */
    void add(byte[] mark) {
        filter().add(mark, 0);
    }

    /** The number of marks of dropped requests. */
    long size() {
        return sql.query("SELECT coalesce(sum(length(marks)), 0) FROM known").number(0, 0) / MARK_BYTES;
    }

    /** The number of marks that were forgotten early. */
    long dropped() {
        return meta.number(DROPPED, 0);
    }

    /** Keeps the marks of a table of requests that is dropped next. */
    void keepOf(Segment segment, long now) {
        if (segment.first() == 0) {
            return;
        }
        SqlRows rows = sql.query("SELECT mark FROM " + segment.log() + " WHERE mark IS NOT NULL");
        Packer packer = new Packer(rows.count(), now);
        for (int i = 0; i < rows.count(); i++) {
            packer.add(rows.bytes(i, 0));
        }
        packer.end();
    }

    /** Keeps a mark whose request is dropped next. */
    void keep(byte[] mark, long now) {
        Packer packer = new Packer(1, now);
        packer.add(mark);
        packer.end();
    }

    /** Packs so many marks, in its own rows. */
    Packer packer(int count, long at) {
        return new Packer(count, at);
    }

    /** The mark of a body for which version 2 stored 33 bytes: its SHA-256 and one byte for the format. */
    static byte[] markOf(byte[] seen) {
        return RequestIdentity.contentMark(seen, seen[seen.length - 1]);
    }

    /** Forgets the marks of requests that were dropped before a time. */
    void forgetBefore(long before) {
        boolean changed = !sql.query("SELECT 1 FROM known WHERE at_millis < ? LIMIT 1", before)
                .isEmpty();
        if (changed) {
            sql.query("DELETE FROM known WHERE at_millis < ?", before);
            memory.forgetMarks();
        }
    }

    /** Forgets the oldest marks when there are more than {@code most}. */
    void forgetSurplus(int most) {
        int tooMany = filter().size() - most;
        if (tooMany > 0) {
            // An eighth more, so that the filter is not built again for each request.
            giveUp(tooMany + most / 8);
        }
    }

    private void giveUp(int count) {
        SqlRows rows = sql.query("SELECT id, length(marks) FROM known ORDER BY id");
        long given = 0;
        long whole = -1;
        for (int i = 0; i < rows.count() && given < count; i++) {
            long marks = rows.number(i, 1) / MARK_BYTES;
            if (given + marks > count) {
                // One flush may leave more than all that is to be remembered.
                sql.query(
                        "UPDATE known SET marks = substr(marks, ?) WHERE id = ?",
                        (count - given) * MARK_BYTES + 1,
                        rows.number(i, 0));
                given = count;
            } else {
                given += marks;
                whole = rows.number(i, 0);
            }
        }
        if (given > 0) {
            sql.query("DELETE FROM known WHERE id <= ?", whole);
            meta.put(DROPPED, dropped() + given);
            memory.forgetMarks();
        }
    }

    private MarkFilter filter() {
        MarkFilter filter = memory.marks();
        if (filter == null) {
            filter = read();
            memory.marks(filter);
        }
        return filter;
    }

    private MarkFilter read() {
        MarkFilter filter = new MarkFilter();
        for (long after = 0; ; ) {
            SqlRows rows = sql.query(
                    "SELECT id, marks FROM known WHERE id > ? ORDER BY id LIMIT ?", after, (long) ROWS_AT_ONCE);
            for (int i = 0; i < rows.count(); i++) {
                byte[] marks = rows.bytes(i, 1);
                for (int at = 0; at + MARK_BYTES <= marks.length; at += MARK_BYTES) {
                    filter.add(marks, at);
                }
                after = rows.number(i, 0);
            }
            if (rows.isEmpty()) {
                break;
            }
        }
        for (Segment segment : memory.segments(sql).all()) {
            if (segment.first() > 0) {
                add(filter, sql.query("SELECT mark FROM " + segment.log() + " WHERE mark IS NOT NULL"));
            }
        }
        add(filter, sql.query("SELECT mark FROM quarantine WHERE mark IS NOT NULL"));
        return filter;
    }

    private static void add(MarkFilter filter, SqlRows rows) {
        for (int i = 0; i < rows.count(); i++) {
            filter.add(rows.bytes(i, 0), 0);
        }
    }

    /** Packs marks into rows. */
    final class Packer {
        private final long at;
        private int left;
        private byte[] marks;
        private int length;

        /** @param count of the marks that come */
        Packer(int count, long at) {
            this.left = count;
            this.at = at;
        }

        void add(byte[] mark) {
            if (marks == null) {
                marks = new byte[Math.min(left, MARKS_IN_ROW) * MARK_BYTES];
            }
            System.arraycopy(mark, 0, marks, length, MARK_BYTES);
            length += MARK_BYTES;
            left--;
            if (length == marks.length) {
                end();
            }
        }

        void end() {
            if (length > 0) {
                sql.query("INSERT INTO known (at_millis, marks) VALUES (?, ?)", at, Arrays.copyOf(marks, length));
                marks = null;
                length = 0;
            }
        }
    }
}
