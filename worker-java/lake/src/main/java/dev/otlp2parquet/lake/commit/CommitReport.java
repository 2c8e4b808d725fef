package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the files of one request.
 *
 * @param committed of all files together, but for those of {@code stale} tables: the worst that is true of one
 * @param reason why not all are committed, or were not at first: for the operator, without secrets; empty if all went well
 * @param snapshotIds of the snapshots that the files came with; a file that was in its table already names none
 * @param requests sent to the catalog to commit them, shared with whatever else was committed by them
 * @param stale tables that are others than the files were written for: their rows must be written anew, and that once only
 */
public record CommitReport(
        Committed committed, String reason, List<Long> snapshotIds, int requests, List<TableShape> stale) {

    /** Whether rows are in their tables, from the best to the worst. */
    public enum Committed {
        TRUE("true"),
        /** They will be: a committer has their files. */
        QUEUED("queued"),
        FALSE("false"),
        /** They may be, or may yet get there. */
        UNKNOWN("unknown");

        private final String text;

        Committed(String text) {
            this.text = text;
        }

        /** The value of the header {@code otlp2parquet-committed}. */
        public String text() {
            return text;
        }

        /** Whether nobody has to do anything for them to be in their tables. */
        public boolean settled() {
            return this == TRUE || this == QUEUED;
        }

        Committed or(Committed other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** No files, nothing to commit. */
    public static final CommitReport NOTHING = new CommitReport(Committed.TRUE, "", List.of(), 0, List.of());

    public CommitReport {
        snapshotIds = List.copyOf(snapshotIds);
        stale = List.copyOf(stale);
    }

    /** What became of the rows of stale tables that were written anew; those that are stale again are given up. */
    public CommitReport afterWritingAnew(CommitReport second) {
        List<Long> ids = new ArrayList<>(snapshotIds);
        ids.addAll(second.snapshotIds);
        Committed all = committed.or(second.committed).or(second.stale.isEmpty() ? Committed.TRUE : Committed.FALSE);
        return new CommitReport(all, join(reason, second.reason), ids, requests + second.requests, List.of());
    }

    /** Both together. */
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
