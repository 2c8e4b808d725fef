package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.lake.commit.CommitReport.Committed;

/**
 * The result for the files of one table.
 *
 * @param reason empty if they are committed
 * @param snapshotId id of the snapshot that added them; null if there is none or they were in the table before
 * @param requests number of commit requests sent
 * @param stale whether the table was replaced, so that the rows must be written again
 */
record TableOutcome(Committed committed, String reason, Long snapshotId, int requests, boolean stale) {

    static TableOutcome committed(Long snapshotId, int requests) {
        return new TableOutcome(Committed.TRUE, "", snapshotId, requests, false);
    }

    /** @param uncertain whether a request may still take effect */
    static TableOutcome failed(boolean uncertain, String reason, int requests) {
        return new TableOutcome(uncertain ? Committed.UNKNOWN : Committed.FALSE, reason, null, requests, false);
    }

    static TableOutcome stale(String reason, int requests) {
        return new TableOutcome(Committed.FALSE, reason, null, requests, true);
    }
}
