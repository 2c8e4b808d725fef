package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.commit.CommitReport.Committed;
import dev.otlp2parquet.lake.commit.Commits;
import dev.otlp2parquet.lake.file.StoredFile;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.platform.text.Utf8;
import dev.otlp2parquet.table.TableShape;
import java.util.List;

/**
 * Hands the files of a directly stored request to the committers of their tables, and waits a while for the commit. Queued
 * files get into their table whether anybody waits or not. Their names follow from their content, and so does the name of
 * their range; so a repeat of the request is recognised. Made for one request.
 */
public final class QueuedCommits implements Commits {

    /** Start of the names of ranges that no buffer has. */
    static final String RANGE_PREFIX = "direct:";

    /** Exporters wait for ten seconds by default. */
    private static final long WAIT_MILLIS = 7_000;

    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 100;

    private final BatchingConfig config;
    private final BatchingPorts batching;
    private final Digest digest;
    private final LakeTables tables;

    /** @param tables the tables for which the files were written; those that were replaced are forgotten */
    public QueuedCommits(BatchingConfig config, BatchingPorts batching, Digest digest, LakeTables tables) {
        this.tables = tables;
        this.config = config;
        this.batching = batching;
        this.digest = digest;
    }

    @Override
    public CommitReport commit(List<StoredFile> files) {
        CommitReport report = CommitReport.NOTHING;
        for (TableShape table : StoredFile.tables(files)) {
            report = report.and(commit(table, StoredFile.ofTable(files, table)));
        }
        return report;
    }

    private CommitReport commit(TableShape table, List<StoredFile> files) {
        CommitterClient committer = new CommitterClient(batching, CommitterActor.name(config, table));
        String range = range(files);
        RangeState state = RangeState.UNKNOWN;
        String reason = "the committer did not queue the files";
        for (int attempt = 1; !state.hasAllFiles(); attempt++) {
            try {
                state = committer.enqueue(range, files);
            } catch (ActorCallException e) {
                reason = e.getMessage();
                if (!e.retryable() || e.overloaded() || attempt == ATTEMPTS) {
                    return report(Committed.UNKNOWN, reason);
                }
            }
            if (!state.hasAllFiles()) {
                if (attempt == ATTEMPTS) {
                    return report(Committed.FALSE, reason);
                }
                batching.clock().sleep(PAUSE_MILLIS);
            }
        }
        reason = "";
        if (state != RangeState.COMMITTED) {
            try {
                reason = committer.commit(WAIT_MILLIS);
                state = committer.states(List.of(range)).get(0);
            } catch (ActorCallException e) {
                reason = e.getMessage();
            }
        }
        return switch (state) {
            case COMMITTED -> report(Committed.TRUE, "");
            case QUEUED, PENDING -> report(Committed.QUEUED, reason);
            case STALE -> {
                // The table was dropped or replaced meanwhile. The caller still has the rows, and writes them for the
                // new one.
                tables.forget(table);
                yield new CommitReport(Committed.TRUE, reason, List.of(), 0, List.of(table));
            }
            case UNKNOWN, SENDING -> report(Committed.UNKNOWN, reason);
        };
    }

    private static CommitReport report(Committed committed, String reason) {
        return new CommitReport(committed, reason, List.of(), 0, List.of());
    }

    /**
     * The name of the range: it follows from the files and the table. Files that are written again for another table are
     * another range.
     */
    private String range(List<StoredFile> files) {
        StringBuilder text = new StringBuilder(files.get(0).tableUuid());
        for (StoredFile file : files) {
            text.append('\n').append(file.entry().file().path());
        }
        byte[] bytes = Utf8.encode(text.toString());
        return RANGE_PREFIX + Hex.of(digest.sha256(bytes, 0, bytes.length), 16);
    }
}
