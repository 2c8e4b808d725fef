package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts about ranges that are in the table but not in {@code committed_range}. With them a commit need not load and search
 * all snapshots of the table. Stored in {@link ActorMeta}; no method blocks.
 *
 * <ul>
 *   <li>Ranges that the table's history noted when this database made its first commit. They include all commits of an
 *       earlier database of this committer: from then on each commit asserts that nothing came in between.
 *   <li>For each buffer, the last range that was forgotten because it is old. Ranges up to it may have been committed.
 * </ul>
 */
final class RangeHistory {

    private static final String SEEN = "history-seen";
    /** Followed by the time of writing and a number. */
    private static final String INHERITED = "inherited-ranges-";
    /** Followed by the name of a buffer and its incarnation. */
    private static final String PRUNED = "pruned-ranges-";

    private static final String FORGOTTEN = "forgotten";
    private static final String LASTED = "lasted";

    private static final long LASTED_MILLIS = 6 * 24 * 3_600_000L;

    /** The most characters of one value. SQLite on Workers allows 2 MB. */
    private static final int MAX_CHARS = 1_000_000;

    private final SqlStorage sql;
    private final ActorMeta meta;

    RangeHistory(SqlStorage sql, ActorMeta meta) {
        this.sql = sql;
        this.meta = meta;
    }

    /** Whether the table's history is known up to a commit of this database, and all commits since are its own or foreign. */
    boolean seen() {
        String seen = meta.text(SEEN);
        if (seen == null) {
            // A database of an earlier version of this program, which read the history for each commit. If it is older
            // than
            // the time for which ranges were remembered then, a predecessor no longer matters.
            boolean lasted = sql.query("SELECT coalesce(max(at_millis) - min(at_millis), 0) FROM committed_range")
                            .number(0, 0)
                    >= LASTED_MILLIS;
            if (lasted) {
                // For good: the rows are deleted one day, and are too many to be read for each commit.
                meta.put(SEEN, LASTED);
            }
            return lasted;
        }
        return !seen.equals(FORGOTTEN);
    }

    /** Forgets the history: it must be read again. */
    void forget() {
        meta.put(SEEN, FORGOTTEN);
    }

    /**
     * Records that a commit followed on a history.
     *
     * @param notes of all its snapshots, each with a comma before and after it
     */
    void see(List<String> notes, long now) {
        int number = 0;
        StringBuilder text = new StringBuilder();
        for (String note : notes) {
            if (text.length() > 0 && text.length() + note.length() > MAX_CHARS) {
                meta.put(INHERITED + now + "-" + number++, text.toString());
                text = new StringBuilder();
            }
            text.append(note);
        }
        if (text.length() > 0) {
            meta.put(INHERITED + now + "-" + number, text.toString());
        }
        meta.put(SEEN, now);
    }

    /** Whether a range was in the table before this database's first commit. */
    boolean inherits(String key) {
        return !sql.query(
                        "SELECT 1 FROM meta WHERE key >= ? AND key < ? AND instr(value, ?) > 0",
                        INHERITED,
                        after(INHERITED),
                        "," + key + ",")
                .isEmpty();
    }

    /** Whether one of the ranges may have been committed so long ago that it was forgotten. */
    boolean mayHaveForgotten(List<CommitQueue.QueuedRange> ranges) {
        SqlRows rows = sql.query("SELECT key, value FROM meta WHERE key >= ? AND key < ?", PRUNED, after(PRUNED));
        for (int i = 0; i < rows.count(); i++) {
            String buffer = rows.text(i, 0).substring(PRUNED.length());
            for (CommitQueue.QueuedRange range : ranges) {
                if (buffer.equals(buffer(range.key())) && from(range.key()) <= Long.parseLong(rows.text(i, 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Records ranges that are forgotten. */
    void prune(SqlRows keys, long before) {
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < keys.count(); i++) {
            forget(keys.text(i, 0), last);
        }
        SqlRows inherited = sql.query("SELECT key FROM meta WHERE key >= ? AND key < ?", INHERITED, after(INHERITED));
        for (int i = 0; i < inherited.count(); i++) {
            String key = inherited.text(i, 0);
            long written = Long.parseLong(key.substring(INHERITED.length(), key.lastIndexOf('-')));
            if (written < before) {
                forgetAll(meta.text(key), last);
                meta.remove(key);
            }
        }
        for (Map.Entry<String, Long> buffer : last.entrySet()) {
            long known = meta.number(PRUNED + buffer.getKey(), -1);
            meta.put(PRUNED + buffer.getKey(), Math.max(known, buffer.getValue()));
        }
    }

    private static void forgetAll(String notes, Map<String, Long> last) {
        for (int from = 0; from < notes.length(); ) {
            int comma = notes.indexOf(',', from);
            int end = comma < 0 ? notes.length() : comma;
            forget(notes.substring(from, end), last);
            from = end + 1;
        }
    }

    private static void forget(String key, Map<String, Long> last) {
        String buffer = buffer(key);
        if (buffer != null) {
            last.merge(buffer, from(key), Math::max);
        }
    }

    /** {@code logs-0:5d1c09ae} of {@code logs-0:5d1c09ae:118-204}; null for other keys than those of buffers. */
    private static String buffer(String key) {
        int colon = key.lastIndexOf(':');
        return colon > 0 && from(key) >= 0 ? key.substring(0, colon) : null;
    }

    private static long from(String key) {
        long from = 0;
        int at = key.lastIndexOf(':') + 1;
        int start = at;
        while (at < key.length() && key.charAt(at) >= '0' && key.charAt(at) <= '9' && at - start < 18) {
            from = from * 10 + (key.charAt(at++) - '0');
        }
        return at > start && at < key.length() && key.charAt(at) == '-' ? from : -1;
    }

    /** The least text that is greater than all texts with a prefix of ASCII characters. */
    private static String after(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }
}
