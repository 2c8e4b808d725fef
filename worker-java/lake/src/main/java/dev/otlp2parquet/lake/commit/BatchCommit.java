package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.commit.AppendCommitter;
import dev.otlp2parquet.iceberg.commit.CommitOutcome;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Conflict;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Reason;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Rejected;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Throttled;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Unknown;
import dev.otlp2parquet.iceberg.commit.FileSearch;
import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.iceberg.r2.CommitPacer;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.Lease;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.table.TableShape;
import java.util.Map;
import java.util.Set;

/** A leader's work on one batch, over leased ports: commits the batch, or finds out why it cannot. */
final class BatchCommit {

    /** Each attempt takes a request to the catalog and some to the store. A Worker may make fifty on the free plan. */
    private static final int MAX_ATTEMPTS = 8;

    /** No attempt begins later than this after the batch began. Exporters wait for 10 s, and proxies little longer. */
    private static final long MAX_MILLIS = 20_000;

    /** The longest wait for the catalog's limits. */
    private static final long MAX_DELAY_MILLIS = 10_000;

    private static final Backoff BACKOFF = new Backoff(50, 2_000);

    private final LakeTables tables;
    private final CommitPacer pacer;
    private final TableShape table;
    private final LakePorts ports;
    private final Clock clock;
    private final AppendCommitter committer;
    private final FileSearch search;
    private CommitBatch batch;
    private TableMetadata base;
    private String lastMessage = "";

    BatchCommit(LakeTables tables, CommitPacer pacer, TableShape table, LakePorts leased) {
        this.tables = tables;
        this.pacer = pacer;
        this.table = table;
        this.ports = leased;
        this.clock = leased.clock();
        this.committer = tables.committer(table, leased);
        this.search = new FileSearch(tables.objects(table, leased), leased.codecs());
    }

    /**
     * Waits until the table may be committed to.
     *
     * @return the reason if that would take too long, else null
     */
    String awaitTurn() {
        String name = tables.name(table).toString();
        long delay = pacer.delayMillis(name, clock.unixMillis());
        for (long waited = 0; delay > 0; delay = pacer.delayMillis(name, clock.unixMillis())) {
            waited += delay;
            if (waited > MAX_DELAY_MILLIS) {
                return "table " + name + " may be committed to in " + delay + " ms only, by the limits of the catalog"
                        + (lastMessage.isEmpty() ? "" : ": " + lastMessage);
            }
            clock.sleep(delay);
        }
        return null;
    }

    /**
     * Finishes the batch.
     *
     * @throws Lease.LostException if another request leads now; the batch keeps its progress
     */
    TableOutcome run(CommitBatch begun) {
        batch = begun;
        try {
            base = tables.get(table, ports).metadata();
            // Of a batch that was taken over, somebody else's request may have been acted on.
            TableOutcome outcome = batch.append() == null ? null : resolve();
            for (int attempts = 0; outcome == null; attempts++) {
                outcome = attempt(attempts);
            }
            return outcome;
        } catch (LakeException | ObjectFailure | AvroException e) {
            return failed(e.getMessage());
        }
    }

    /** Makes one attempt. Returns null if it failed and another attempt may succeed. */
    private TableOutcome attempt(int attempts) {
        if (!base.uuid().equals(batch.tableUuid())) {
            // Requests that were sent name the table that is gone: none of them can be acted on.
            batch.answered(false);
            return stale("table " + tables.name(table) + " was dropped and created again");
        }
        if (!leaveOutWhatIsThere()) {
            return TableOutcome.committed(null, batch.requests());
        }
        if (attempts == MAX_ATTEMPTS || (attempts > 0 && clock.unixMillis() - batch.begunMillis() > MAX_MILLIS)) {
            return failed("table " + tables.name(table) + ": " + attempts + " attempts to commit did not get through: "
                    + lastMessage);
        }
        if (batch.append() == null) {
            try {
                batch.prepared(committer.prepare(base, batch.appendedFiles(), Map.of()));
            } catch (IllegalArgumentException e) {
                return stale(e.getMessage());
            }
        }
        String refusal = awaitTurn();
        if (refusal != null) {
            return failed(refusal);
        }
        return send(attempts);
    }

    private TableOutcome send(int attempts) {
        boolean uncertainBefore = batch.uncertain();
        pacer.record(tables.name(table).toString(), clock.unixMillis());
        batch.sending(base);
        CommitOutcome outcome;
        try {
            outcome = committer.attempt(base, batch.append());
        } catch (ObjectFailure e) {
            // The manifest list could not be read or written: nothing was sent.
            batch.answered(uncertainBefore);
            throw e;
        }
        return switch (outcome.kind()) {
            case COMMITTED -> committed((Committed) outcome);
            case THROTTLED -> {
                Throttled throttled = (Throttled) outcome;
                batch.answered(uncertainBefore);
                lastMessage = throttled.message();
                pacer.pause(tables.name(table).toString(), clock.unixMillis(), throttled.retryAfterMillis());
                yield null;
            }
            case REJECTED -> {
                batch.answered(uncertainBefore);
                yield rejected((Rejected) outcome);
            }
            case UNKNOWN -> {
                batch.answered(true);
                yield lookAgain(((Unknown) outcome).message(), attempts);
            }
            case CONFLICT -> {
                batch.answered(false);
                yield lookAgain(((Conflict) outcome).message(), attempts);
            }
        };
    }

    /** Looks for the batch's snapshot after an attempt that did not get through; null if another attempt may. */
    private TableOutcome lookAgain(String message, int attempts) {
        lastMessage = message;
        TableOutcome found = resolve();
        if (found == null && attempts + 1 < MAX_ATTEMPTS) {
            clock.sleep(BACKOFF.millis(attempts, ports.random()));
        }
        return found;
    }

    /**
     * Looks for the batch's snapshot in the table. Returns null if it is not there; {@link #base} is then the latest
     * metadata.
     */
    private TableOutcome resolve() {
        CommitOutcome outcome = committer.resolve(batch.append());
        return switch (outcome.kind()) {
            case COMMITTED -> committed((Committed) outcome);
            case REJECTED -> rejected((Rejected) outcome);
            case CONFLICT -> {
                base = ((Conflict) outcome).latest();
                batch.notCommittedIn(base);
                yield null;
            }
            case UNKNOWN -> failed(((Unknown) outcome).message());
            // Only a request to commit is throttled in this sense; a request to load that is, is unknown.
            case THROTTLED -> throw new IllegalStateException("a table that is loaded is never throttled");
        };
    }

    /** Removes the files that reached the table through another request or isolate. Returns whether any are left. */
    private boolean leaveOutWhatIsThere() {
        Set<String> found = search.find(base, batch.files());
        if (!found.isEmpty()) {
            batch.foundInTable(found);
        }
        batch.notInTable(base.lastSequenceNumber());
        return !batch.files().isEmpty();
    }

    private TableOutcome committed(Committed committed) {
        try {
            tables.update(table, committed.metadata(), ports);
        } catch (LakeException e) {
            // The table was changed so that the next rows do not fit: those who bring them will be told.
            tables.forget(table);
        }
        return TableOutcome.committed(committed.snapshotId(), batch.requests());
    }

    private TableOutcome rejected(Rejected rejected) {
        if (rejected.reason() == Reason.UNAUTHORIZED
                || rejected.reason() == Reason.FORBIDDEN
                || rejected.reason() == Reason.LOST_MANIFEST_LIST) {
            return failed(rejected.message());
        }
        if (rejected.reason() != Reason.INVALID) {
            // As for a table that is replaced.
            batch.answered(false);
        }
        return stale(rejected.message());
    }

    private TableOutcome failed(String reason) {
        return TableOutcome.failed(batch.uncertain(), reason, batch.requests());
    }

    private TableOutcome stale(String reason) {
        tables.forget(table);
        return batch.uncertain() ? failed(reason) : TableOutcome.stale(reason, batch.requests());
    }
}
