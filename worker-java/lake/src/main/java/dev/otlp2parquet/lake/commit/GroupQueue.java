package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.lake.Lease;
import dev.otlp2parquet.lake.file.StoredFile;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of one table that wait for their commit, and files whose commit is in progress. The queue is in the memory of
 * an isolate. It records what a leader has begun, so that another request can finish it.
 */
final class GroupQueue {

    private final TableShape table;
    private final List<Entry> waiting = new ArrayList<>();
    private CommitBatch underWay;
    private Lease lease;

    /** The files of one request, and their result. */
    static final class Entry {

        private final List<StoredFile> files;
        private TableOutcome outcome;

        Entry(List<StoredFile> files) {
            this.files = List.copyOf(files);
        }

        List<StoredFile> files() {
            return files;
        }

        /** Returns the result, or null if it is not known yet. */
        TableOutcome outcome() {
            return outcome;
        }
    }

    GroupQueue(TableShape table) {
        this.table = table;
    }

    TableShape table() {
        return table;
    }

    Entry add(List<StoredFile> files) {
        Entry entry = new Entry(files);
        waiting.add(entry);
        return entry;
    }

    /** Returns the lead if it is free or its holder has been silent for too long, else null. */
    Lease lead(long now) {
        if (lease != null) {
            if (!lease.hasRunOut(now)) {
                return null;
            }
            lease.lose();
        }
        lease = new Lease(now + LeasedPorts.firstMillis());
        return lease;
    }

    /** Gives the lead back, even one that was lost. */
    void release(Lease held) {
        held.lose();
        if (lease == held) {
            lease = null;
        }
    }

    /** Returns the batch that an earlier leader left unfinished, or null. */
    CommitBatch underWay() {
        return underWay;
    }

    /** Takes all waiting files of one table UUID, or returns null if none wait. */
    CommitBatch begin(long now) {
        if (waiting.isEmpty()) {
            return null;
        }
        String uuid = waiting.get(0).files.get(0).tableUuid();
        List<Entry> taken = new ArrayList<>();
        for (Entry entry : waiting) {
            if (entry.files.get(0).tableUuid().equals(uuid)) {
                taken.add(entry);
            }
        }
        waiting.removeAll(taken);
        underWay = new CommitBatch(uuid, taken, now);
        return underWay;
    }

    /** Tells all requests of the batch the result. */
    void finish(CommitBatch batch, TableOutcome outcome) {
        for (Entry entry : batch.entries()) {
            entry.outcome = outcome;
        }
        underWay = null;
    }
}
