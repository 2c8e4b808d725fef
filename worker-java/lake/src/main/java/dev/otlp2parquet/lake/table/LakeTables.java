package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.commit.AppendCommitter;
import dev.otlp2parquet.iceberg.commit.Engine;
import dev.otlp2parquet.iceberg.manifest.ManifestFormat;
import dev.otlp2parquet.iceberg.rest.CatalogException;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.rest.RestSession;
import dev.otlp2parquet.iceberg.schema.SchemaConflictException;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.iceberg.write.TablePlan;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.Lease;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Program;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.Tables;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the catalog as one isolate knows them. All requests of the isolate share this object. They may
 * interleave at every blocking call and may never return from one. Not thread-safe otherwise. It holds no ports: each
 * call brings those of its request.
 */
public final class LakeTables {

    /** Older metadata are loaded again, so that changes by others are noticed. */
    private static final long MAX_AGE_MILLIS = 300_000;

    /** A request that loads for longer than this may be dead. */
    private static final long LOAD_MILLIS = 30_000;

    private static final long POLL_MILLIS = 25;

    /** How far back to look for a snapshot that can still be read. */
    private static final int MAX_ANCESTORS = 1_000;

    private static final Engine ENGINE = new Engine(Program.NAME, Program.VERSION);

    private final LakeConfig config;
    private final RestSession session = new RestSession();
    private final RecentMetadata recent = new RecentMetadata();
    private final List<Slot> slots = new ArrayList<>();

    /** The state of one table. */
    private static final class Slot {
        private final TableShape of;
        private LakeTable table;
        private long loadedMillis;
        private Loading loading;
        private List<String> warnedOf = List.of();

        Slot(TableShape of) {
            this.of = of;
        }
    }

    /** A load in progress, or its result. */
    private static final class Loading {
        private final long until;
        private LakeTable table;
        private LakeException failure;

        Loading(long until) {
            this.until = until;
        }
    }

    public LakeTables(LakeConfig config, Tables tables) {
        this.config = config;
        for (TableShape table : tables.all()) {
            slots.add(new Slot(table));
        }
    }

    /** Returns the name of a table in the catalog. */
    public TableIdentifier name(TableShape table) {
        return TableIdentifier.of(config.namespace(), config.tablePrefix() + table.name());
    }

    /**
     * Returns the table as it is known. Loads it if it is unknown or was loaded too long ago, and creates it with its
     * namespace if the catalog does not have it. Requests that ask at the same time share one load.
     *
     * @throws LakeException if the table cannot be loaded or created, or cannot be written to
     */
    public LakeTable get(TableShape table, LakePorts ports) {
        Slot slot = slot(table);
        long age = ports.clock().unixMillis() - slot.loadedMillis;
        if (slot.table != null && age < MAX_AGE_MILLIS) {
            return slot.table;
        }
        try {
            return loadShared(table, slot, ports);
        } catch (LakeException e) {
            // The old metadata are still good enough to append to: what has changed comes out at the commit.
            if (slot.table == null || !e.retryable()) {
                throw e;
            }
            slot.loadedMillis = ports.clock().unixMillis();
            return slot.table;
        }
    }

    /**
     * Takes over the metadata of a commit, unless newer metadata are known.
     *
     * @return the table as it is known now
     * @throws LakeException if rows can no longer be written to the table; the table is forgotten
     */
    public LakeTable update(TableShape table, TableMetadata metadata, LakePorts ports) {
        Slot slot = slot(table);
        LakeTable known = slot.table;
        if (known != null
                && known.metadata().uuid().equals(metadata.uuid())
                && known.metadata().lastUpdatedMillis() >= metadata.lastUpdatedMillis()
                && known.metadata().lastSequenceNumber() >= metadata.lastSequenceNumber()) {
            return known;
        }
        return learn(table, slot, metadata, ports);
    }

    /**
     * Loads the table with all its snapshots, and creates it if the catalog does not have it.
     *
     * @throws LakeException if the table cannot be loaded or created, or cannot be written to
     */
    public LakeTable history(TableShape table, LakePorts ports) {
        return load(table, slot(table), ports, RestCatalog.Snapshots.ALL);
    }

    /**
     * Loads the table with the ancestors of its current snapshot. Returns null if the catalog does not have it.
     *
     * @throws LakeException if the table cannot be loaded
     */
    public RestCatalog.Lineage lineage(TableShape table, LakePorts ports) {
        try {
            return client(ports).loadLineage(name(table), MAX_ANCESTORS);
        } catch (CatalogException e) {
            throw failure(e);
        }
    }

    /** Returns whether files of the tables that no snapshot names are deleted after some days. */
    public boolean deletesUnreferencedFiles() {
        return config.catalog().deletesUnreferencedFiles();
    }

    /** Forgets the table, so that the next request loads it again. */
    public void forget(TableShape table) {
        slot(table).table = null;
    }

    /** Returns a committer for the table, over the ports of one request. */
    public AppendCommitter committer(TableShape table, LakePorts ports) {
        return new AppendCommitter(
                client(ports),
                name(table),
                objects(table, ports),
                ports.codecs(),
                ENGINE,
                ports.clock(),
                ports.random());
    }

    /** Returns the objects of a table, over the ports of one request. */
    public TableObjects objects(TableShape table, LakePorts ports) {
        return new TableObjects(store(table, ports), recent);
    }

    /** Returns where the files of a table go: a store whose keys are locations. */
    ObjectStore store(TableShape table, LakePorts ports) {
        VendedKeys vended = new VendedKeys(name(table), session, client(ports), ports.clock());
        return new LocationStore(new LocationResolver(config.catalog(), vended, ports));
    }

    private Slot slot(TableShape table) {
        for (Slot slot : slots) {
            if (slot.of.equals(table)) {
                return slot;
            }
        }
        throw new IllegalArgumentException("not a table: " + table);
    }

    private RestCatalog client(LakePorts ports) {
        return config.catalog().connect(session, ports);
    }

    private LakeTable loadShared(TableShape table, Slot slot, LakePorts ports) {
        Clock clock = ports.clock();
        // Never another request's own promise: only what it has left in memory.
        for (Loading other = slot.loading; other != null && clock.unixMillis() < other.until; ) {
            clock.sleep(POLL_MILLIS);
            if (other.failure != null) {
                throw other.failure;
            }
            if (other.table != null) {
                return other.table;
            }
            other = slot.loading;
        }
        Loading mine = new Loading(clock.unixMillis() + LOAD_MILLIS);
        slot.loading = mine;
        try {
            mine.table = load(table, slot, ports, RestCatalog.Snapshots.REFS);
            return mine.table;
        } catch (LakeException e) {
            mine.failure = e;
            throw e;
        } catch (Lease.LostException e) {
            // Whoever waits has to load by itself.
            throw e;
        } catch (RuntimeException | Error e) {
            mine.failure = new LakeException("table " + name(table) + " cannot be loaded: " + e, true, e);
            throw e;
        } finally {
            if (slot.loading == mine) {
                slot.loading = null;
            }
        }
    }

    private LakeTable load(TableShape table, Slot slot, LakePorts ports, RestCatalog.Snapshots snapshots) {
        TableMetadata metadata;
        try {
            metadata = client(ports)
                    .loadOrCreateTable(name(table), TableCreation.of(config, table, name(table)), snapshots);
        } catch (CatalogException e) {
            throw config.catalog().mode() == CatalogMode.S3_TABLES ? S3TablesHints.explained(e) : failure(e);
        }
        return learn(table, slot, metadata, ports);
    }

    static LakeException failure(CatalogException e) {
        boolean passing = e.kind() == CatalogException.Kind.UNAVAILABLE
                || e.kind() == CatalogException.Kind.THROTTLED
                || e.kind() == CatalogException.Kind.CONFLICT;
        return new LakeException(e.getMessage(), passing, e);
    }

    private LakeTable learn(TableShape table, Slot slot, TableMetadata metadata, LakePorts ports) {
        LakeTable known = slot.table;
        slot.table = null;
        TablePlan plan =
                known != null && hasSameShape(known.metadata(), metadata) ? known.plan() : plan(table, metadata, ports);
        LakeTable learnt = new LakeTable(table, name(table), metadata, plan);
        slot.table = learnt;
        slot.loadedMillis = ports.clock().unixMillis();
        warnOfLeftOut(slot, learnt, ports);
        return learnt;
    }

    private static boolean hasSameShape(TableMetadata a, TableMetadata b) {
        return a.uuid().equals(b.uuid())
                && a.formatVersion() == b.formatVersion()
                && a.schema().schemaId() == b.schema().schemaId()
                && a.defaultSpec().specId() == b.defaultSpec().specId()
                && a.sortOrder().orderId() == b.sortOrder().orderId()
                && a.dataLocation().equals(b.dataLocation())
                && a.metadataLocation().equals(b.metadataLocation());
    }

    private TablePlan plan(TableShape table, TableMetadata metadata, LakePorts ports) {
        try {
            LocationResolver.check(config.catalog(), metadata.dataLocation() + "/");
            LocationResolver.check(config.catalog(), metadata.metadataLocation() + "/");
            new ManifestFormat(metadata.formatVersion(), ports.codecs());
            return TablePlan.of(metadata, table.schema(), table.sortColumns());
        } catch (SchemaConflictException | IllegalArgumentException e) {
            throw new LakeException("table " + name(table) + " cannot be written to: " + e.getMessage(), false, e);
        }
    }

    private void warnOfLeftOut(Slot slot, LakeTable learnt, LakePorts ports) {
        List<String> leftOut = learnt.plan().leftOut();
        if (leftOut.equals(slot.warnedOf)) {
            return;
        }
        slot.warnedOf = leftOut;
        if (!leftOut.isEmpty()) {
            new Log(config.logLevel(), ports.log())
                    .write(new LogLine(LogLevel.WARN, "the table lacks columns: they are left out of its files")
                            .field("table", learnt.name().toString())
                            .field("columns", String.join(", ", leftOut)));
        }
    }
}
