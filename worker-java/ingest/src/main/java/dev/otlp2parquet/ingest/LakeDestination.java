package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.lake.CommitReport;
import dev.otlp2parquet.ingest.lake.Commits;
import dev.otlp2parquet.ingest.lake.FileNames;
import dev.otlp2parquet.ingest.lake.LakeFile;
import dev.otlp2parquet.ingest.lake.LakeResult;
import dev.otlp2parquet.ingest.lake.LakeStore;
import dev.otlp2parquet.ingest.lake.LakeTables;
import dev.otlp2parquet.ingest.port.Clock;
import dev.otlp2parquet.ingest.port.Ports;
import dev.otlp2parquet.ingest.port.StoreException;
import dev.otlp2parquet.ingest.store.ContentNames;
import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.otlp.table.TableBatches;
import java.util.ArrayList;
import java.util.List;

/** Tables of a catalog: data files under their locations, and a commit. */
final class LakeDestination implements Destination {

    private final Config config;
    private final Ports ports;
    private final LakeTables lakeTables;
    private final Commits commits;

    LakeDestination(Config config, Ports ports, LakeTables lakeTables, Commits commits) {
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
