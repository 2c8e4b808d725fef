package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a committer's database holds of the ranges that are in the table without being in {@code committed_range}, so that a commit
 * need not load all snapshots of the table and look through their notes. Facts of {@link ActorMeta}; no method blocks.
 *
 * <ul>
 *   <li>Ranges that were noted in the table's history when this database made its first commit. Whatever an earlier database of
 *       this committer has committed is among them: from then on each commit asserts that nothing came between.
 *   <li>For each buffer the last of the ranges that were forgotten because they are old. Those up to it may have been committed.
 * </ul>
 */
final class RangeHistory {

    private static final String SEEN = "history-seen";
    /** Followed by when it was written and a number. */
    private static final String INHERITED = "inherited-ranges-";
    /** Followed by the name of a buffer and its incarnation. */
    private static final String PRUNED = "pruned-ranges-";

    private static final String FORGOTTEN = "forgotten";
    private static final String LASTED = "lasted";

    private static final long LASTED_MILLIS = 6 * 24 * 3_600_000L;

    /** Of one value: SQLite takes 2 MB. */
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
            // A database of an earlier version of this program, which looked at the history in each commit. When it has
            // lasted for
            // longer than ranges were remembered then, one before it is as good as never.
            boolean lasted = sql.query("SELECT coalesce(max(at_millis) - min(at_millis), 0) FROM committed_range")
                            .number(0, 0)
                    >= LASTED_MILLIS;
            if (lasted) {
                // For good: those ranges are forgotten one day, and there are too many to be read for each commit.
                meta.put(SEEN, LASTED);
            }
            return lasted;
        }
        return !seen.equals(FORGOTTEN);
    }

    /** From now on the history has to be looked at again. */
    void forget() {
        meta.put(SEEN, FORGOTTEN);
    }

    /**
     * A commit has followed on the history with these notes, each with a comma before and after it.
     *
     * @param notes of all snapshots
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

    /** Ranges that are forgotten now. */
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

    /** {@code logs-0:5d1c09ae} of {@code logs-0:5d1c09ae:118-204}; null for what is no range of a buffer. */
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

    /** The least text that is greater than all that begin with a prefix of ASCII. */
    private static String after(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }
}
