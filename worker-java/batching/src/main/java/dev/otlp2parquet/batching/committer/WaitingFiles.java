package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Files that have waited for a commit so long that the owner of the table's bucket may have deleted them, because no
 * snapshot names them. Amazon S3 Tables does so after three days, and after one day at the earliest (S3 User Guide,
 * "Maintenance for table buckets", {@code unreferencedDays}). A range without all its files must not be committed: its
 * buffer writes the rows again.
 */
final class WaitingFiles {

    /** Younger files are there for certain. */
    private static final long SURE_MILLIS = 24 * 3_600_000L;

    /** Files looked for before one commit, unless a single range has more: each look is a call. */
    private static final int MAX_LOOKS = 20;

    private final Predicate<String> exists;
    private final String known;
    private final CommitQueue queue;
    private final Log log;

    /**
     * Makes a check.
     *
     * @param exists looks for a location; may throw {@link ObjectFailure}
     * @param known location of an object of the table that is there, or null
     */
    WaitingFiles(Predicate<String> exists, String known, CommitQueue queue, Log log) {
        this.exists = exists;
        this.known = known;
        this.queue = queue;
        this.log = log;
    }

    /** Returns whether files that came then may have been deleted. */
    static boolean mayBeGone(long atMillis, long now) {
        return now - atMillis > SURE_MILLIS;
    }

    /**
     * Returns ranges whose files are all there. Records those that lack one as stale. Ranges that would take too many
     * looks, or of which the store does not say whether they are there, are left out and wait for the next commit.
     */
    List<CommitQueue.QueuedRange> complete(List<CommitQueue.QueuedRange> ranges, long now) {
        List<CommitQueue.QueuedRange> complete = new ArrayList<>();
        int looks = 0;
        for (CommitQueue.QueuedRange range : ranges) {
            if (!mayBeGone(range.atMillis(), now)) {
                complete.add(range);
                continue;
            }
            List<AppendedFile> files = queue.files(range.key());
            if (looks > 0 && looks + files.size() > MAX_LOOKS) {
                continue;
            }
            looks += files.size();
            boolean direct = range.key().startsWith(QueuedCommits.RANGE_PREFIX);
            String missing;
            try {
                missing = missing(files, direct);
            } catch (ObjectFailure e) {
                reportUnclear(range, e);
                continue;
            }
            if (missing == null) {
                complete.add(range);
            } else {
                queue.stale(range.key());
                report(missing, direct);
            }
        }
        return complete;
    }

    /**
     * Returns a file that is not there, or null.
     *
     * @param direct whether the rows cannot be written again
     */
    private String missing(List<AppendedFile> files, boolean direct) {
        for (AppendedFile file : files) {
            String location = file.file().path();
            try {
                if (!exists.test(location)) {
                    return location;
                }
            } catch (ObjectFailure e) {
                // S3 answers 403 for a missing object to those who may not list the bucket, as nobody may in a table
                // bucket. A file that is written again although it is there is found there. What cannot be written
                // again needs a proof that the store answers for what is there.
                if (!e.refused() || (direct && !(known != null && exists.test(known)))) {
                    throw e;
                }
                return location;
            }
        }
        return null;
    }

    private void reportUnclear(CommitQueue.QueuedRange range, ObjectFailure failure) {
        log.write(new LogLine(LogLevel.WARN, "it is not known whether files that wait for a commit are still there")
                .field("table", queue.meta().name())
                .field("range", range.key())
                .field("reason", failure.getMessage()));
    }

    private void report(String missing, boolean direct) {
        log.write(new LogLine(
                        direct ? LogLevel.ERROR : LogLevel.WARN,
                        direct
                                ? "a file was deleted while it waited for a commit: its rows are lost, because batching is"
                                        + " off and no buffer has them"
                                : "a file was deleted while it waited for a commit: its rows are written again")
                .field("table", queue.meta().name())
                .field("file", missing));
    }
}
