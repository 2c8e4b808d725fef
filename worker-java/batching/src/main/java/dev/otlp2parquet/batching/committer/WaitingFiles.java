package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
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
    private final CommitQueue queue;
    private final Log log;

    /** @param exists looks for a location */
    WaitingFiles(Predicate<String> exists, CommitQueue queue, Log log) {
        this.exists = exists;
        this.queue = queue;
        this.log = log;
    }

    /** Returns whether files that came then may have been deleted. */
    static boolean mayBeGone(long atMillis, long now) {
        return now - atMillis > SURE_MILLIS;
    }

    /**
     * Returns ranges whose files are all there. Records those that lack one as stale. Ranges that would take too many
     * looks are left out, and wait for the next commit.
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
            String missing = missing(files);
            if (missing == null) {
                complete.add(range);
            } else {
                queue.stale(range.key());
                report(range, missing);
            }
        }
        return complete;
    }

    private String missing(List<AppendedFile> files) {
        for (AppendedFile file : files) {
            if (!exists.test(file.file().path())) {
                return file.file().path();
            }
        }
        return null;
    }

    private void report(CommitQueue.QueuedRange range, String missing) {
        boolean direct = range.key().startsWith(QueuedCommits.RANGE_PREFIX);
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
