package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of committing the files of one request.
 *
 * @param committed the worst result of all files, without those of {@code stale} tables
 * @param reason why some files are not committed, or were not at first; for the operator, without secrets; empty if all
 *     went well
 * @param snapshotIds ids of the snapshots that added the files; a file that was in its table already adds none
 * @param requests number of requests to the catalog; other files may have been committed by the same ones
 * @param stale tables that were replaced after the files were written; their rows must be written once more
 */
public record CommitReport(
        Committed committed, String reason, List<Long> snapshotIds, int requests, List<TableShape> stale) {

    /** Whether rows are in their tables, from best to worst. */
    public enum Committed {
        TRUE("true"),
        /** The rows will be committed: a committer has their files. */
        QUEUED("queued"),
        FALSE("false"),
        /** The rows may be in their tables, or may still get there. */
        UNKNOWN("unknown");

        private final String text;

        Committed(String text) {
            this.text = text;
        }

        /** Returns the value of the header {@code otlp2parquet-committed}. */
        public String text() {
            return text;
        }

        /** Returns whether the rows reach their tables without anybody's help. */
        public boolean settled() {
            return this == TRUE || this == QUEUED;
        }

        Committed or(Committed other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** No files to commit. */
    public static final CommitReport NOTHING = new CommitReport(Committed.TRUE, "", List.of(), 0, List.of());

    public CommitReport {
        snapshotIds = List.copyOf(snapshotIds);
        stale = List.copyOf(stale);
    }

    /**
     * Adds the result for the rows of stale tables that were written again. Tables that are stale again are given up.
     */
    public CommitReport afterWritingAnew(CommitReport second) {
        List<Long> ids = new ArrayList<>(snapshotIds);
        ids.addAll(second.snapshotIds);
        Committed all = committed.or(second.committed).or(second.stale.isEmpty() ? Committed.TRUE : Committed.FALSE);
        return new CommitReport(all, join(reason, second.reason), ids, requests + second.requests, List.of());
    }

    /** Combines two results. */
    public CommitReport and(CommitReport other) {
        List<Long> ids = new ArrayList<>(snapshotIds);
        ids.addAll(other.snapshotIds);
        List<TableShape> tables = new ArrayList<>(stale);
        tables.addAll(other.stale);
        return new CommitReport(
                committed.or(other.committed), join(reason, other.reason), ids, requests + other.requests, tables);
    }

    CommitReport and(TableShape table, TableOutcome outcome) {
        List<Long> ids = new ArrayList<>(snapshotIds);
        if (outcome.snapshotId() != null) {
            ids.add(outcome.snapshotId());
        }
        List<TableShape> tables = new ArrayList<>(stale);
        if (outcome.stale()) {
            tables.add(table);
        }
        Committed all = outcome.stale() ? committed : committed.or(outcome.committed());
        return new CommitReport(all, join(reason, outcome.reason()), ids, requests + outcome.requests(), tables);
    }

    private static String join(String a, String b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : a + "; " + b;
    }
}
