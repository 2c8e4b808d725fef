package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.lake.commit.CommitReport.Committed;

/**
 * What became of the files of one table.
 *
 * @param reason empty if they are committed
 * @param snapshotId of the snapshot that they came with; null if there is none, or they were there before
 * @param requests to commit that were sent
 * @param stale whether they must be written anew because the table is not the one that they were written for
 */
record TableOutcome(Committed committed, String reason, Long snapshotId, int requests, boolean stale) {

    static TableOutcome committed(Long snapshotId, int requests) {
        return new TableOutcome(Committed.TRUE, "", snapshotId, requests, false);
    }

    /** @param uncertain whether a request may yet be acted on */
    static TableOutcome failed(boolean uncertain, String reason, int requests) {
        return new TableOutcome(uncertain ? Committed.UNKNOWN : Committed.FALSE, reason, null, requests, false);
    }

    static TableOutcome stale(String reason, int requests) {
        return new TableOutcome(Committed.FALSE, reason, null, requests, true);
    }
}
