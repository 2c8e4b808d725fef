package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.commit.FileSearch.Sought;
import dev.otlp2parquet.iceberg.commit.PendingAppend;
import dev.otlp2parquet.iceberg.table.Snapshot;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.lake.file.StoredFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that become one snapshot, and the progress of their commit. A leader records each step here before it takes it,
 * so its successor knows what may have happened.
 */
final class CommitBatch {

    private final String tableUuid;
    private final List<GroupQueue.Entry> entries;
    private final long begunMillis;
    /** By path. Two requests with the same bytes have the same file. */
    private final Map<String, Sought> files = new LinkedHashMap<>();

    private PendingAppend append;
    private int requests;
    private boolean uncertain;
    private Long parentId;

    CommitBatch(String tableUuid, List<GroupQueue.Entry> entries, long begunMillis) {
        this.tableUuid = tableUuid;
        this.entries = List.copyOf(entries);
        this.begunMillis = begunMillis;
        for (GroupQueue.Entry entry : entries) {
            for (StoredFile file : entry.files()) {
                long after = file.existed() ? -1 : file.sequenceNumber();
                Sought sought = new Sought(file.entry(), after);
                Sought other = files.put(file.entry().file().path(), sought);
                if (other != null && other.afterSequenceNumber() > after) {
                    // One of the two made the object, which tells since when it can have been committed.
                    files.put(file.entry().file().path(), other);
                }
            }
        }
    }

    String tableUuid() {
        return tableUuid;
    }

    List<GroupQueue.Entry> entries() {
        return entries;
    }

    long begunMillis() {
        return begunMillis;
    }

    /** Returns the files that are not known to be in the table. */
    Collection<Sought> files() {
        return files.values();
    }

    List<AppendedFile> appendedFiles() {
        List<AppendedFile> appended = new ArrayList<>();
        for (Sought sought : files.values()) {
            appended.add(sought.file());
        }
        return appended;
    }

    /** Returns the append in progress, or null. */
    PendingAppend append() {
        return append;
    }

    void prepared(PendingAppend prepared) {
        append = prepared;
    }

    /**
     * Records that another snapshot brought some of the files into the table. The append in progress is given up,
     * because it would add them twice. It cannot succeed any more: its requests asserted a parent without these files.
     */
    void foundInTable(Collection<String> paths) {
        for (String path : paths) {
            files.remove(path);
        }
        append = null;
        uncertain = false;
    }

    /** Records that the remaining files are not in the table as of a sequence number. */
    void notInTable(long sequenceNumber) {
        for (Map.Entry<String, Sought> entry : files.entrySet()) {
            if (entry.getValue().afterSequenceNumber() < sequenceNumber) {
                entry.setValue(new Sought(entry.getValue().file(), sequenceNumber));
            }
        }
    }

    int requests() {
        return requests;
    }

    /** Records that a request is about to be sent. Until its answer is known, it may or may not take effect. */
    void sending(TableMetadata base) {
        requests++;
        uncertain = true;
        parentId = idOf(base.current());
    }

    /** Returns whether a request that was sent may still take effect. */
    boolean uncertain() {
        return uncertain;
    }

    /** Records that the answer to the last request is known. */
    void answered(boolean stillUncertain) {
        uncertain = stillUncertain;
    }

    /**
     * Records that the loaded table has none of our snapshots. If the table has changed since, no earlier request can
     * take effect.
     */
    void notCommittedIn(TableMetadata latest) {
        Long current = idOf(latest.current());
        boolean same = current == null ? parentId == null : current.equals(parentId);
        if (!same) {
            uncertain = false;
        }
    }

    private static Long idOf(Snapshot snapshot) {
        return snapshot == null ? null : Long.valueOf(snapshot.snapshotId());
    }
}
