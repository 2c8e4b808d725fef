package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.iceberg.commit.AppendCommitter;
import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.commit.CommitOutcome;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Conflict;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Reason;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Rejected;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Throttled;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Unknown;
import dev.otlp2parquet.iceberg.commit.PendingAppend;
import dev.otlp2parquet.iceberg.rest.Backoff;
import dev.otlp2parquet.iceberg.table.SnapshotLog;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.ingest.lake.LakeException;
import dev.otlp2parquet.ingest.lake.LakeTables;
import dev.otlp2parquet.ingest.log.Log;
import dev.otlp2parquet.ingest.log.LogLevel;
import dev.otlp2parquet.ingest.log.LogLine;
import dev.otlp2parquet.ingest.port.Ports;
import dev.otlp2parquet.otlp.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One commit of what is queued: prepared, recorded, sent, committed, recorded. Whoever finds a recorded one goes on with it
 * under its own snapshot id, so that it gets into the table once wherever the one before died.
 */
final class CommitRound {

    private static final Backoff BETWEEN_ATTEMPTS = new Backoff(250, 4_000);

    private final LakeTables lake;
    private final Table table;
    private final Ports ports;
    private final CommitQueue queue;
    private final Log log;

    CommitRound(LakeTables lake, Table table, Ports ports, CommitQueue queue, Log log) {
        this.log = log;
        this.lake = lake;
        this.table = table;
        this.ports = ports;
        this.queue = queue;
    }

    /**
     * What a round came to.
     *
     * @param snapshotId 0 if nothing was committed
     * @param problem why something is not committed that was to be; empty if there is none
     * @param throttledMillis how long the catalog asks to wait, else 0
     */
    record Result(long snapshotId, String problem, long throttledMillis) {

        private static final Result NOTHING = new Result(0, "", 0);
    }

    /** @param attempts most requests to commit */
    Result run(int attempts) {
        AppendCommitter committer = lake.committer(table, ports);
        PendingAppend append = queue.pending();
        TableMetadata base = null;
        if (append == null) {
            base = lake.get(table, ports).metadata();
            List<CommitQueue.QueuedRange> ranges = committable(base);
            if (ranges.size() < queue.queued().size()) {
                // Some do not fit the table as it was known: it may be another by now.
                lake.forget(table);
                base = lake.get(table, ports).metadata();
                ranges = committable(base);
                dropStale(base);
            }
            if (ranges.isEmpty()) {
                return Result.NOTHING;
            }
            append = prepare(committer, base, ranges);
        } else if (!queue.sent()) {
            base = lake.get(table, ports).metadata();
        }
        queue.sending();
        return record(committer.commit(base, append, attempts, BETWEEN_ATTEMPTS));
    }

    /** The ranges that are for this table and not in it; those that are in it are recorded as such. */
    private List<CommitQueue.QueuedRange> committable(TableMetadata base) {
        List<CommitQueue.QueuedRange> ranges = new ArrayList<>();
        for (CommitQueue.QueuedRange range : queue.queued()) {
            if (base.snapshots().notes(range.key())) {
                queue.committed(range.key(), ports.batching().clock().unixMillis());
            } else if (range.tableUuid().equals(base.uuid())) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private void dropStale(TableMetadata base) {
        for (CommitQueue.QueuedRange range : queue.queued()) {
            if (!range.tableUuid().equals(base.uuid())) {
                queue.stale(range.key());
                warnOfStale("expected the UUID " + range.tableUuid() + ", found " + base.uuid());
            }
        }
    }

    private void warnOfStale(String reason) {
        log.write(new LogLine(
                        LogLevel.WARN,
                        "the table is another one than files were written for: its rows are written anew")
                .field("table", queue.meta().name())
                .field("reason", reason));
    }

    private PendingAppend prepare(AppendCommitter committer, TableMetadata base, List<CommitQueue.QueuedRange> ranges) {
        List<AppendedFile> files = new ArrayList<>();
        StringBuilder keys = new StringBuilder();
        for (CommitQueue.QueuedRange range : ranges) {
            files.addAll(queue.files(range.key()));
            keys.append(keys.length() > 0 ? "," : "").append(range.key());
        }
        PendingAppend append = committer.prepare(base, files, Map.of(SnapshotLog.NOTE, keys.toString()));
        queue.prepared(append, ranges);
        return append;
    }

    private Result record(CommitOutcome outcome) {
        long now = ports.batching().clock().unixMillis();
        if (outcome instanceof Committed committed) {
            queue.committed(now);
            learn(committed.metadata());
            return new Result(committed.snapshotId(), "", 0);
        }
        if (outcome instanceof Conflict conflict) {
            if (conflict.latest() == null) {
                lake.forget(table);
            } else {
                learn(conflict.latest());
            }
            return new Result(0, conflict.message(), 0);
        }
        if (outcome instanceof Throttled throttled) {
            return new Result(0, throttled.message(), throttled.retryAfterMillis());
        }
        if (outcome instanceof Unknown unknown) {
            lake.forget(table);
            return new Result(0, unknown.message(), 0);
        }
        Rejected rejected = (Rejected) outcome;
        lake.forget(table);
        if (rejected.reason() == Reason.TABLE_REPLACED || rejected.reason() == Reason.TABLE_MISSING) {
            // Nothing of it can get into a table any more: the buffers write these rows anew, for the table that is.
            queue.stale();
            warnOfStale(rejected.message());
            return Result.NOTHING;
        }
        return new Result(0, rejected.message(), 0);
    }

    private void learn(TableMetadata metadata) {
        try {
            lake.update(table, metadata, ports);
        } catch (LakeException e) {
            // It is forgotten, and whoever needs it next is told.
            lake.forget(table);
        }
    }
}
