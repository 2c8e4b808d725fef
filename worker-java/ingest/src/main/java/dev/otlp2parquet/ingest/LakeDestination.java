package dev.otlp2parquet.ingest;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.commit.Commits;
import dev.otlp2parquet.lake.file.ContentNames;
import dev.otlp2parquet.lake.table.FileNames;
import dev.otlp2parquet.lake.table.LakeFile;
import dev.otlp2parquet.lake.table.LakeResult;
import dev.otlp2parquet.lake.table.LakeStore;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.otlp.table.TableBatches;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.ArrayList;
import java.util.List;

/** Tables of a catalog: data files under their locations, and a commit. */
final class LakeDestination implements Destination {

    private final LakeConfig config;
    private final LakePorts ports;
    private final LakeTables lakeTables;
    private final Commits commits;

    LakeDestination(LakeConfig config, LakePorts ports, LakeTables lakeTables, Commits commits) {
        this.config = config;
        this.ports = ports;
        this.lakeTables = lakeTables;
        this.commits = commits;
    }

    @Override
    public Stored store(TableBatches batches, ContentNames names) throws StoreException {
        LakeStore store = new LakeStore(config, ports, lakeTables, FileNames.of(names));
        Clock clock = ports.clock();
        LakeResult stored = store.store(batches);
        long begun = clock.unixNanos();
        CommitReport report = commits.commit(stored.files());
        long commitNanos = clock.unixNanos() - begun;
        if (!report.stale().isEmpty()) {
            // Somebody has replaced or changed a table since it was loaded: once more, for the table that it is now.
            LakeResult again = store.store(batches, report.stale());
            begun = clock.unixNanos();
            report = report.afterWritingAnew(commits.commit(again.files()));
            commitNanos += clock.unixNanos() - begun;
            stored = stored.and(again);
        }
        return new Stored(
                stored.files().size(),
                stored.bytes(),
                stored.encodeNanos(),
                stored.storeNanos(),
                tables(stored.files()),
                report,
                commitNanos);
    }

    private static List<Table> tables(List<LakeFile> files) {
        List<Table> tables = new ArrayList<>();
        for (LakeFile file : files) {
            if (!tables.contains(file.table())) {
                tables.add(file.table());
            }
        }
        return tables;
    }
}
