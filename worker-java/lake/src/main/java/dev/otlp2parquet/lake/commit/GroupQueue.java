package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.lake.Lease;
import dev.otlp2parquet.lake.file.StoredFile;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one table that wait to be committed, and those that somebody is committing. It lives in the memory of an isolate;
 * whatever a leader has begun is here, so that another request can bring it to its end.
 */
final class GroupQueue {

    private final TableShape table;
    private final List<Entry> waiting = new ArrayList<>();
    private CommitBatch underWay;
    private Lease lease;

    /** The files of one request, and what became of them. */
    static final class Entry {

        private final List<StoredFile> files;
        private TableOutcome outcome;

        Entry(List<StoredFile> files) {
            this.files = List.copyOf(files);
        }

        List<StoredFile> files() {
            return files;
        }

        /** Null until it is known. */
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

    /** The lead, if nobody has it or whoever had it has been silent for too long; else null. */
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

    /** Gives the lead back, also one that was lost. */
    void release(Lease held) {
        held.lose();
        if (lease == held) {
            lease = null;
        }
    }

    /** What an earlier leader has left unfinished, or null. */
    CommitBatch underWay() {
        return underWay;
    }

    /** Takes up all that waits, of one table UUID; null if nothing does. */
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

    /** Tells all requests of the batch what became of it. */
    void finish(CommitBatch batch, TableOutcome outcome) {
        for (Entry entry : batch.entries()) {
            entry.outcome = outcome;
        }
        underWay = null;
    }
}
