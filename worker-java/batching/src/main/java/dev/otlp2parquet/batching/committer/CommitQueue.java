package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.actor.ActorDatabase;
import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.commit.PendingAppend;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The queue of a committer, in its database. A range is identified by its key: enqueuing it twice has the effect of
 * enqueuing it once, whatever its files are called. The files stay as they came, as a list in one value, because written
 * rows cost money. They are kept for a day after the commit, since deleting them later costs the same; if the snapshot is
 * lost, they are added again. No method blocks.
 */
public final class CommitQueue implements ActorDatabase {

    static final int VERSION = 1;

    /** How long a committed range is remembered. Later only the summaries of snapshots know it. */
    private static final long REMEMBERED_MILLIS = 30 * 24 * 3_600_000L;

    /** How long the files of a committed range are kept. */
    private static final long FILES_KNOWN_MILLIS = 24 * 3_600_000L;

    /** How long incomplete ranges, and ranges for a table that is gone, wait for their sender. */
    private static final long ABANDONED_MILLIS = 7 * 24 * 3_600_000L;

    /** The most ranges of one commit, whose summary names them all. */
    private static final int MAX_RANGES = 200;

    /**
     * The most bytes of file lists in one commit, unless a single range has more. In memory a list takes ten times as much.
     */
    private static final long MAX_BYTES = 1 << 20;

    private static final String[] TABLES = {
        "CREATE TABLE commit_range (key TEXT PRIMARY KEY, state INTEGER NOT NULL, attempt TEXT NOT NULL,"
                + " table_uuid TEXT NOT NULL, at_millis INTEGER NOT NULL, files INTEGER NOT NULL,"
                + " list_bytes INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE committed_range (key TEXT PRIMARY KEY, at_millis INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE file_list (key TEXT NOT NULL, number INTEGER NOT NULL, files BLOB NOT NULL,"
                + " PRIMARY KEY (key, number)) WITHOUT ROWID",
        "CREATE TABLE pending (id INTEGER PRIMARY KEY CHECK (id = 1), sent INTEGER NOT NULL, append BLOB NOT NULL)"
    };

    private final SqlStorage sql;
    private final ActorMeta meta;
    private final RangeHistory history;

    private CommitQueue(SqlStorage sql, ActorMeta meta) {
        this.sql = sql;
        this.meta = meta;
        this.history = new RangeHistory(sql, meta);
    }

    /** Opens the queue, or returns null if the committer never had files. */
    public static CommitQueue existing(SqlStorage sql) {
        ActorMeta meta = ActorMeta.existing(sql, VERSION);
        return meta == null ? null : new CommitQueue(sql, meta);
    }

    /** Opens or creates the queue of the committer with a name. */
    static CommitQueue open(SqlStorage sql, String name, Randomness random) {
        CommitQueue existing = existing(sql);
        if (existing != null) {
            return existing;
        }
        String incarnation = random.uuid().substring(0, 8);
        return new CommitQueue(sql, ActorMeta.create(sql, VERSION, name, incarnation, TABLES));
    }

    @Override
    public ActorMeta meta() {
        return meta;
    }

    RangeHistory history() {
        return history;
    }

    public RangeState state(String key) {
        SqlRows rows = sql.query("SELECT state FROM commit_range WHERE key = ?", key);
        if (!rows.isEmpty()) {
            return RangeState.of(rows.number(0, 0));
        }
        return sql.query("SELECT 1 FROM committed_range WHERE key = ?", key).isEmpty()
                ? RangeState.UNKNOWN
                : RangeState.COMMITTED;
    }

    /**
     * Takes a part of the files of a range.
     *
     * @param attempt identifies the attempt of the sender: parts of two attempts are never combined
     * @param number of the part, from 0
     * @param last whether the range is complete with this part
     * @param files a JSON array of {@link AppendedFile}s
     * @return the state of the range; {@link RangeState#UNKNOWN} if another attempt came in between
     */
    RangeState enqueue(
            String key, String attempt, String tableUuid, long number, boolean last, byte[] files, long now) {
        RangeState state = state(key);
        if (state.hasAllFiles()) {
            return state;
        }
        int count = parse(files).size();
        if (number == 0) {
            sql.query("DELETE FROM file_list WHERE key = ?", key);
            // A stale range keeps its time: some of its files may be as old.
            sql.query(
                    "INSERT OR REPLACE INTO commit_range (key, state, attempt, table_uuid, at_millis, files, list_bytes)"
                            + " VALUES (?, ?, ?, ?,"
                            + " coalesce((SELECT at_millis FROM commit_range WHERE key = ? AND state = ?), ?), 0, 0)",
                    key,
                    (long) RangeState.SENDING.code(),
                    attempt,
                    tableUuid,
                    key,
                    (long) RangeState.STALE.code(),
                    now);
        } else if (sql.query(
                        "SELECT 1 FROM commit_range WHERE key = ? AND state = ? AND attempt = ?",
                        key,
                        (long) RangeState.SENDING.code(),
                        attempt)
                .isEmpty()) {
            return RangeState.UNKNOWN;
        }
        sql.query("INSERT OR REPLACE INTO file_list (key, number, files) VALUES (?, ?, ?)", key, number, files);
        RangeState next = last ? RangeState.QUEUED : RangeState.SENDING;
        sql.query(
                "UPDATE commit_range SET state = ?, files = files + ?, list_bytes = list_bytes + ? WHERE key = ?",
                (long) next.code(),
                (long) count,
                (long) files.length,
                key);
        return next;
    }

    /** The ranges of the next commit, the oldest first. */
    public List<QueuedRange> queued() {
        SqlRows rows = sql.query(
                "SELECT key, table_uuid, files, list_bytes, at_millis FROM commit_range WHERE state = ?"
                        + " ORDER BY at_millis, key LIMIT ?",
                (long) RangeState.QUEUED.code(),
                (long) MAX_RANGES);
        List<QueuedRange> ranges = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < rows.count(); i++) {
            bytes += rows.number(i, 3);
            if (i > 0 && bytes > MAX_BYTES) {
                break;
            }
            ranges.add(new QueuedRange(rows.text(i, 0), rows.text(i, 1), rows.number(i, 4)));
        }
        return ranges;
    }

    /** The files of a range that waits or was committed within a day; empty for any other. */
    public List<AppendedFile> files(String key) {
        SqlRows rows = sql.query("SELECT files FROM file_list WHERE key = ? ORDER BY number", key);
        List<AppendedFile> files = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            for (JsonObject file : parse(rows.bytes(i, 0)).objects()) {
                files.add(AppendedFile.parse(file));
            }
        }
        return files;
    }

    /** The commit that is under way, or null. */
    public PendingAppend pending() {
        SqlRows rows = sql.query("SELECT append FROM pending");
        return rows.isEmpty() ? null : PendingAppend.parse(JsonValue.parseObject(rows.bytes(0, 0)));
    }

    /** Whether a request to commit {@link #pending} may have been sent. */
    public boolean sent() {
        return !sql.query("SELECT 1 FROM pending WHERE sent = 1").isEmpty();
    }

    /** Records a commit, before any request for it is sent. */
    void prepared(PendingAppend append, List<QueuedRange> ranges) {
        sql.query(
                "INSERT INTO pending (id, sent, append) VALUES (1, 0, ?)",
                append.toJson().toUtf8());
        for (QueuedRange range : ranges) {
            setState(range.key(), RangeState.PENDING);
        }
    }

    /** Records that a request to commit is about to be sent. */
    void sending() {
        sql.query("UPDATE pending SET sent = 1 WHERE sent = 0");
    }

    /** Records that the commit under way is in the table. */
    public void committed(long now) {
        for (String key : pendingKeys()) {
            committed(key, now);
        }
        sql.query("DELETE FROM pending");
    }

    /** Records that a range is in the table. */
    public void committed(String key, long now) {
        sql.query("DELETE FROM commit_range WHERE key = ?", key);
        sql.query("INSERT OR REPLACE INTO committed_range (key, at_millis) VALUES (?, ?)", key, now);
    }

    /**
     * Gives up the commit under way: its ranges wait again. Allowed only if the next commit looks at the whole history of
     * the table first, so that it sees any request for this one that still succeeds.
     */
    void unprepare() {
        for (String key : pendingKeys()) {
            setState(key, RangeState.QUEUED);
        }
        sql.query("DELETE FROM pending");
        history.forget();
    }

    /** When the oldest range of the commit under way came, in milliseconds since the epoch. */
    long pendingSince() {
        SqlRows rows = pendingRanges();
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < rows.count(); i++) {
            oldest = Math.min(oldest, rows.number(i, 1));
        }
        return oldest;
    }

    /** The ranges of the commit under way. */
    List<String> pendingKeys() {
        SqlRows rows = pendingRanges();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            keys.add(rows.text(i, 0));
        }
        return keys;
    }

    private SqlRows pendingRanges() {
        return sql.query("SELECT key, at_millis FROM commit_range WHERE state = ?", (long) RangeState.PENDING.code());
    }

    /** Forgets ranges that were committed long ago, and incomplete ranges whose senders never came back. */
    void prune(long now) {
        long before = now - REMEMBERED_MILLIS;
        history.prune(sql.query("SELECT key FROM committed_range WHERE at_millis < ?", before), before);
        sql.query("DELETE FROM committed_range WHERE at_millis < ?", before);
        sql.query(
                "DELETE FROM commit_range WHERE state IN (?, ?) AND at_millis < ?",
                (long) RangeState.SENDING.code(),
                (long) RangeState.STALE.code(),
                now - ABANDONED_MILLIS);
        sql.query(
                "DELETE FROM file_list WHERE key NOT IN (SELECT key FROM commit_range)"
                        + " AND key NOT IN (SELECT key FROM committed_range WHERE at_millis >= ?)",
                now - FILES_KNOWN_MILLIS);
    }

    /** Records that the commit under way is for a table that is gone. */
    void stale() {
        for (String key : pendingKeys()) {
            stale(key);
        }
        sql.query("DELETE FROM pending");
    }

    /** Records that a range is for a table that is gone, or that one of its files is. */
    void stale(String key) {
        sql.query("DELETE FROM file_list WHERE key = ?", key);
        setState(key, RangeState.STALE);
    }

    /** The uncommitted ranges and files, and the time of the oldest. */
    Waiting waiting() {
        SqlRows rows = sql.query(
                "SELECT count(*), coalesce(sum(files), 0), coalesce(min(at_millis), 0) FROM commit_range"
                        + " WHERE state IN (?, ?)",
                (long) RangeState.QUEUED.code(),
                (long) RangeState.PENDING.code());
        return new Waiting(rows.number(0, 0), rows.number(0, 1), rows.number(0, 2));
    }

    private void setState(String key, RangeState state) {
        sql.query("UPDATE commit_range SET state = ? WHERE key = ?", (long) state.code(), key);
    }

    /**
     * A range whose files wait.
     *
     * @param tableUuid the UUID of the table for which they were written
     * @param atMillis when the first of them came, in milliseconds since the epoch
     */
    public record QueuedRange(String key, String tableUuid, long atMillis) {}

    /** @param oldestMillis when the first of them came, in milliseconds since the epoch */
    record Waiting(long ranges, long files, long oldestMillis) {}

    private static JsonArray parse(byte[] files) {
        if (JsonValue.parse(files) instanceof JsonArray array) {
            return array;
        }
        throw new JsonException("expected an array of files");
    }
}
