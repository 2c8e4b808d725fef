package dev.otlp2parquet.ingest;

import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.commit.Commits;
import dev.otlp2parquet.lake.file.FileNames;
import dev.otlp2parquet.lake.file.FileStore;
import dev.otlp2parquet.lake.file.StoredFiles;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.TableShape;
import java.util.List;

/** Stores the rows of one request: as plain files, or as files of tables that are then committed. */
final class Destination {

    private final FileStore store;
    private final Commits commits;
    private final Clock clock;

    private Destination(FileStore store, Commits commits, Clock clock) {
        this.store = store;
        this.commits = commits;
        this.clock = clock;
    }

    /** Plain files, without a commit. */
    static Destination files(FileStore store, Clock clock) {
        return new Destination(store, null, clock);
    }

    /** Files of tables, which are committed. */
    static Destination tables(FileStore store, Commits commits, Clock clock) {
        return new Destination(store, commits, clock);
    }

    /**
     * Stores the rows, and commits them where there are tables. Called once.
     *
     * @param tables the tables of the rows
     * @param names the names of the files
     * @throws StoreException if not all rows are durable
     * @throws dev.otlp2parquet.lake.LakeException if a table cannot be written to
     */
    Stored store(RowBatches batches, List<TableShape> tables, FileNames names) throws StoreException {
        StoredFiles stored = store.store(batches, tables, names);
        if (commits == null) {
            return new Stored(stored, null, 0);
        }
        long begun = clock.unixNanos();
        CommitReport report = commits.commit(stored.files());
        long commitNanos = clock.unixNanos() - begun;
        if (!report.stale().isEmpty()) {
            // A table was replaced or changed since it was loaded: write these files again, for the present table.
            StoredFiles again = store.store(batches, report.stale(), names);
            begun = clock.unixNanos();
            report = report.afterWritingAnew(commits.commit(again.files()));
            commitNanos += clock.unixNanos() - begun;
            stored = stored.and(again);
        }
        return new Stored(stored, report, commitNanos);
    }
}
