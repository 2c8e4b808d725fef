package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.BatchingPorts;
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
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.table.SnapshotLog;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One commit of the queued ranges: prepared, recorded, sent, committed, recorded. A later round that finds a recorded
 * commit continues it under the same snapshot id. So it gets into the table once, wherever the earlier round died.
 *
 * <h2>Which snapshots must be known</h2>
 *
 * <p>The table is loaded with the snapshots of branches and tags only, so the cost of a commit does not depend on their
 * number. The committer's own database then shows which ranges are not committed yet. The whole history of the table is
 * read only for facts that the database cannot know. These are all the cases in which a range or an append may be in the
 * table without the database knowing:
 *
 * <ul>
 *   <li><b>The database is new</b>, because it was lost or the object deleted. Ranges that its predecessor committed come
 *       again, at any later time, from buffers that had not heard of the commit. So the base of the first commit is loaded
 *       with all snapshots, and ranges that they note are committed. That commit asserts its parent, so nothing can have
 *       come in between. Afterwards no request of the lost database can succeed, because it asserts an older parent. The
 *       notes of that base are stored with the commit ({@link RangeHistory}), and the history need not be read again. Until
 *       then, a conflict gives the append up if the commit that came first notes one of its ranges.
 *   <li><b>The outcome of a request is unknown</b>, or a conflict may come from our own request, repeated by a proxy. All
 *       snapshots are loaded and searched for the id of the append. Later commits of others do not hide it, and an old tag
 *       does not pass for a complete history ({@link dev.otlp2parquet.iceberg.table.SnapshotLog#reachesBackTo}).
 *   <li><b>The object died</b> after it recorded an append. The append may have been sent, so this is an unknown outcome.
 *       An append that was not durably recorded was not sent, because nothing leaves an object before its writes are
 *       durable.
 *   <li><b>The range was forgotten</b>, because it was committed long ago. The last forgotten range of each buffer is
 *       remembered, and the history is loaded for ranges up to it.
 *   <li><b>The table was dropped and created again</b>. It has another UUID, and the range is stale. <b>It was registered
 *       again</b> from older metadata, or rolled back. Later commits still count as committed, as the operator wanted; an
 *       append under way is looked for in all snapshots, and made if it is not among them.
 *   <li><b>An append was given up</b> ({@link CommitQueue#unprepare}). The same as a new database.
 * </ul>
 *
 * <p>Without committers, {@code lake.BatchCommit} looks for files by their paths in the current manifests and needs no
 * other snapshot. Unknown outcomes are handled as here.
 */
final class CommitRound {

    private static final Backoff BETWEEN_ATTEMPTS = new Backoff(250, 4_000);

    private final LakeTables lake;
    private final TableShape table;
    private final BatchingPorts ports;
    private final CommitQueue queue;
    private final Log log;
    /** Null if a lost manifest list stops the table. */
    private final LostListRecovery recovery;

    private final AppendCommitter committer;

    CommitRound(
            LakeTables lake,
            TableShape table,
            BatchingPorts ports,
            CommitQueue queue,
            LostListRecovery recovery,
            Log log) {
        this.log = log;
        this.lake = lake;
        this.table = table;
        this.ports = ports;
        this.queue = queue;
        this.recovery = recovery;
        this.committer = lake.committer(table, ports.lake());
    }

    /**
     * The result of a round.
     *
     * @param snapshotId 0 if nothing was committed
     * @param problem why something could not be committed; empty if there is no problem
     * @param throttledMillis how long the catalog asks to wait, else 0
     * @param metadata of the table with the snapshot; null if nothing was committed
     */
    record Result(long snapshotId, String problem, long throttledMillis, TableMetadata metadata) {

        private static final Result NOTHING = new Result(0, "", 0, null);

        private static Result problem(String problem) {
            return new Result(0, problem, 0, null);
        }
    }

    /** The number of requests to commit that were sent. */
    int requests() {
        return committer.requests();
    }

    /** @param attempts the most requests to commit */
    Result run(int attempts) {
        PendingAppend append = queue.pending();
        if (append != null) {
            return hasOldFiles() ? look(append, attempts) : resume(append, attempts);
        }
        TableMetadata base = base();
        List<CommitQueue.QueuedRange> ranges = committable(base);
        if (ranges.size() < queue.queued().size()) {
            // Some are not for the table as it was known: it may have been replaced.
            lake.forget(table);
            base = base();
            ranges = committable(base);
            dropStale(base);
        }
        if (lake.deletesUnreferencedFiles()) {
            String known = base.current() == null ? null : base.current().manifestList();
            ranges = new WaitingFiles(lake.objects(table, ports.lake())::exists, known, queue, log)
                    .complete(ranges, ports.clock().unixMillis());
        }
        if (ranges.isEmpty()) {
            return Result.NOTHING;
        }
        append = prepare(base, ranges, List.of(), Map.of());
        return send(base, append, attempts);
    }

    /** Whether files of the append under way, or its manifests, may have been deleted since. */
    private boolean hasOldFiles() {
        return lake.deletesUnreferencedFiles()
                && WaitingFiles.mayBeGone(queue.pendingSince(), ports.clock().unixMillis());
    }

    /** Gives an old append up, unless it is in the table, and begins again with the files that are there. */
    private Result look(PendingAppend append, int attempts) {
        CommitOutcome outcome = committer.resolve(append);
        if (!(outcome instanceof Conflict conflict)) {
            return record(outcome, null);
        }
        giveUp(conflict);
        return run(attempts);
    }

    /** Continues an append that an earlier round recorded. */
    private Result resume(PendingAppend append, int attempts) {
        boolean again = append.summary().containsKey(LostListRecovery.RECOVERED_FROM);
        if (!again && queue.history().seen()) {
            return send(queue.sent() ? null : lake.get(table, ports.lake()).metadata(), append, attempts);
        }
        // It was prepared for a base that may have changed; a range must not get into the table twice.
        CommitOutcome outcome = committer.resolve(append);
        if (outcome instanceof Conflict conflict && (again || notesAny(conflict.latest(), append))) {
            return giveUp(conflict);
        }
        return outcome instanceof Conflict conflict ? send(conflict.latest(), append, 1) : record(outcome, null);
    }

    private Result send(TableMetadata base, PendingAppend append, int attempts) {
        boolean careful = !queue.history().seen();
        queue.sending();
        CommitOutcome outcome = committer.commit(base, append, careful ? 1 : attempts, BETWEEN_ATTEMPTS);
        if (outcome instanceof Rejected rejected && rejected.reason() == Reason.LOST_MANIFEST_LIST) {
            return goOn(rejected);
        }
        if (careful && outcome instanceof Conflict conflict && notesAny(conflict.latest(), append)) {
            return giveUp(conflict);
        }
        return record(outcome, careful ? base : null);
    }

    /** The table, with all its snapshots if they are needed to tell which ranges are in it. */
    private TableMetadata base() {
        boolean whole = !queue.history().seen() || queue.history().mayHaveForgotten(queue.queued());
        return (whole ? lake.history(table, ports.lake()) : lake.get(table, ports.lake())).metadata();
    }

    /** The ranges that are for this table and not in it. Records those that are in it. */
    private List<CommitQueue.QueuedRange> committable(TableMetadata base) {
        List<CommitQueue.QueuedRange> ranges = new ArrayList<>();
        for (CommitQueue.QueuedRange range : queue.queued()) {
            if (base.snapshots().notes(range.key()) || queue.history().inherits(range.key())) {
                queue.committed(range.key(), ports.clock().unixMillis());
            } else if (range.tableUuid().equals(base.uuid())) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    /** Whether somebody else has committed a range of the append. */
    private boolean notesAny(TableMetadata latest, PendingAppend append) {
        if (latest == null || latest.snapshots().contains(append.snapshotId())) {
            return false;
        }
        for (String key : queue.pendingKeys()) {
            if (latest.snapshots().notes(key)) {
                return true;
            }
        }
        return false;
    }

    /** Gives up the append: it is not in the table, and it was not prepared for the commit that came first. */
    private Result giveUp(Conflict conflict) {
        queue.unprepare();
        lake.forget(table);
        return Result.problem(conflict.message());
    }

    /** The current manifest list is lost: continues from the last readable snapshot, if the configuration allows it. */
    private Result goOn(Rejected rejected) {
        lake.forget(table);
        if (recovery == null) {
            return Result.problem(rejected.message()
                    + ". The table cannot be read or written; files wait. Restore the object, roll the table back "
                    + "to an earlier snapshot, or set OTLP2PARQUET_RECOVER_LOST_MANIFEST_LISTS=true "
                    + "(docs/guarantees.md, \"Disaster recovery\")");
        }
        RestCatalog.Lineage lineage = lake.lineage(table, ports.lake());
        long now = ports.clock().unixMillis();
        LostListRecovery.Plan plan;
        try {
            plan = lineage == null
                    ? null
                    : recovery.plan(
                            lineage,
                            lake.objects(table, ports.lake()),
                            ports.lake().codecs(),
                            queue,
                            now);
        } catch (LostListRecovery.PauseException | IllegalStateException e) {
            return Result.problem("table " + lake.name(table) + ": " + e.getMessage());
        }
        queue.unprepare();
        if (plan == null) {
            return Result.problem(rejected.message());
        }
        List<CommitQueue.QueuedRange> ranges = committable(plan.base());
        dropStale(plan.base());
        if (ranges.isEmpty() && plan.files().isEmpty()) {
            return Result.NOTHING;
        }
        String from = Long.toString(plan.base().current().snapshotId());
        PendingAppend append = prepare(plan.base(), ranges, plan.files(), note(ranges, plan.ranges(), from));
        queue.meta().put(CommitterActor.RECOVERY, plan.story());
        log.write(new LogLine(
                        LogLevel.ERROR,
                        "a manifest list is lost: the table continues from its last readable snapshot; known files of the skipped"
                                + " snapshots are added again, other files are no longer in the table")
                .field("table", queue.meta().name())
                .field("recovery", plan.story()));
        return send(plan.base(), append, 1);
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
                        "the table was replaced after files were written for it: their rows are written again")
                .field("table", queue.meta().name())
                .field("reason", reason));
    }

    /** @param again files of ranges that were committed before, in addition to those of {@code ranges} */
    private PendingAppend prepare(
            TableMetadata base,
            List<CommitQueue.QueuedRange> ranges,
            List<AppendedFile> again,
            Map<String, String> summary) {
        // Requests that are stored directly may share a file, named by its content. A table never has it twice.
        Map<String, AppendedFile> files = new LinkedHashMap<>();
        for (AppendedFile file : again) {
            files.put(file.file().path(), file);
        }
        for (CommitQueue.QueuedRange range : ranges) {
            for (AppendedFile file : queue.files(range.key())) {
                files.putIfAbsent(file.file().path(), file);
            }
        }
        PendingAppend append = committer.prepare(
                base, new ArrayList<>(files.values()), summary.isEmpty() ? note(ranges, List.of(), null) : summary);
        queue.prepared(append, ranges);
        return append;
    }

    private static Map<String, String> note(
            List<CommitQueue.QueuedRange> ranges, List<String> again, String recoveredFrom) {
        StringBuilder keys = new StringBuilder(String.join(",", again));
        for (CommitQueue.QueuedRange range : ranges) {
            keys.append(keys.length() > 0 ? "," : "").append(range.key());
        }
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put(SnapshotLog.NOTE, keys.toString());
        if (recoveredFrom != null) {
            summary.put(LostListRecovery.RECOVERED_FROM, recoveredFrom);
        }
        return summary;
    }

    /** @param history the base of the commit with all snapshots, if the history was unknown before; else null */
    private Result record(CommitOutcome outcome, TableMetadata history) {
        return switch (outcome.kind()) {
            case COMMITTED -> committed((Committed) outcome, history);
            case CONFLICT -> conflict((Conflict) outcome);
            case THROTTLED -> {
                Throttled throttled = (Throttled) outcome;
                yield new Result(0, throttled.message(), throttled.retryAfterMillis(), null);
            }
            case UNKNOWN -> {
                lake.forget(table);
                yield Result.problem(((Unknown) outcome).message());
            }
            case REJECTED -> rejected((Rejected) outcome);
        };
    }

    private Result committed(Committed committed, TableMetadata history) {
        long now = ports.clock().unixMillis();
        queue.committed(now);
        if (history != null && history.snapshots().complete()) {
            queue.history().see(history.snapshots().notes(), now);
        }
        learn(committed.metadata());
        return new Result(committed.snapshotId(), "", 0, committed.metadata());
    }

    private Result conflict(Conflict conflict) {
        if (conflict.latest() == null) {
            lake.forget(table);
        } else {
            learn(conflict.latest());
        }
        return Result.problem(conflict.message());
    }

    private Result rejected(Rejected rejected) {
        lake.forget(table);
        if (rejected.reason() == Reason.TABLE_REPLACED || rejected.reason() == Reason.TABLE_MISSING) {
            // No file of it can get into a table any more: the buffers write these rows again, for the present table.
            queue.stale();
            warnOfStale(rejected.message());
            return Result.NOTHING;
        }
        return Result.problem(rejected.message());
    }

    private void learn(TableMetadata metadata) {
        try {
            lake.update(table, metadata, ports.lake());
        } catch (LakeException e) {
            // The next user of the table loads it, and gets this failure.
            lake.forget(table);
        }
    }
}
