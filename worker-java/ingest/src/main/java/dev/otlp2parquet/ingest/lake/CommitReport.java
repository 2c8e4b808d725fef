package dev.otlp2parquet.ingest.lake;

import dev.otlp2parquet.otlp.table.Table;
import java.util.List;

/**
 * What became of the files of one request.
 *
 * @param committed of all files together: {@link Committed#UNKNOWN} if it is of one, else {@link Committed#FALSE} if it is of one
 * @param reason why not all are committed, for the operator, without secrets; empty if all are
 * @param snapshotIds of the snapshots that the files came with; a file that was in its table already names none
 * @param requests sent to the catalog to commit them, shared with whatever else was committed by them
 * @param stale tables that are others than the files were written for: their rows must be written anew, and that once only
 */
public record CommitReport(
        Committed committed, String reason, List<Long> snapshotIds, int requests, List<Table> stale) {

    /** Whether rows are in their tables. */
    public enum Committed {
        TRUE("true"),
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
    }

    /** No files, nothing to commit. */
    public static final CommitReport NOTHING = new CommitReport(Committed.TRUE, "", List.of(), 0, List.of());

    public CommitReport {
        snapshotIds = List.copyOf(snapshotIds);
        stale = List.copyOf(stale);
    }
}
