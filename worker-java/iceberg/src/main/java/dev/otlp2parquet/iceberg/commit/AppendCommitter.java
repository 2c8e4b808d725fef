package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Conflict;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Reason;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Rejected;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Throttled;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Unknown;
import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.iceberg.io.ObjectIO;
import dev.otlp2parquet.iceberg.manifest.ManifestFile;
import dev.otlp2parquet.iceberg.manifest.ManifestFormat;
import dev.otlp2parquet.iceberg.manifest.ManifestListReader;
import dev.otlp2parquet.iceberg.manifest.ManifestListWriter;
import dev.otlp2parquet.iceberg.manifest.ManifestListWriter.ManifestList;
import dev.otlp2parquet.iceberg.rest.CatalogException;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.table.Snapshot;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Appends files to one table. All state that must survive is in {@link PendingAppend}. If an object cannot be read or
 * written, a method throws {@link ObjectFailure}; that attempt has then sent nothing to the catalog.
 */
public final class AppendCommitter {

    /** R2 Data Catalog counts commits in windows of this length. Its Retry-After says so. */
    private static final long DEFAULT_THROTTLE_MILLIS = 60_000;

    private final RestCatalog catalog;
    private final TableIdentifier table;
    private final ObjectIO objects;
    private final BlockCodecs codecs;
    private final Engine engine;
    private final Clock clock;
    private final Randomness random;
    private int requests;
    /** The merger of the append that was last attempted. Its next attempt uses the merged manifests again. */
    private ManifestMerger merger;

    public AppendCommitter(
            RestCatalog catalog,
            TableIdentifier table,
            ObjectIO objects,
            BlockCodecs codecs,
            Engine engine,
            Clock clock,
            Randomness random) {
        this.catalog = catalog;
        this.table = table;
        this.objects = objects;
        this.codecs = codecs;
        this.engine = engine;
        this.clock = clock;
        this.random = random;
    }

    /** Returns the number of commit requests sent so far. */
    public int requests() {
        return requests;
    }

    /**
     * Chooses a snapshot id and writes the manifests of the files. Sends nothing to the catalog.
     *
     * @param base recent metadata of the table, with any snapshots
     * @param files stored files, at least one, with distinct paths
     * @param summary further entries for the snapshot's summary
     * @throws IllegalArgumentException if the table cannot be written: its version, a spec or a transform is unknown
     */
    public PendingAppend prepare(TableMetadata base, List<AppendedFile> files, Map<String, String> summary) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("an append needs at least one file");
        }
        ManifestFormat format = new ManifestFormat(base.formatVersion(), codecs);
        long snapshotId = random.nextLong() & Long.MAX_VALUE;
        while (snapshotId == 0 || base.snapshots().contains(snapshotId)) {
            snapshotId = random.nextLong() & Long.MAX_VALUE;
        }
        long now = Math.max(clock.unixMillis(), base.lastUpdatedMillis());
        return new AppendPreparation(objects, random, base, format, snapshotId).prepare(files, now, summary);
    }

    /**
     * Appends, and follows up until the outcome is known or the attempts are used up. May wait between attempts.
     *
     * @param base recent metadata of the table, with any snapshots; null if the append may have been sent before: the
     *     table is then loaded with all snapshots first
     * @param attempts limit of commit requests, at least 1
     * @return {@link Conflict} if the attempts are used up and the files are not in the table
     */
    public CommitOutcome commit(TableMetadata base, PendingAppend append, int attempts, Backoff backoff) {
        TableMetadata current = base;
        CommitOutcome found = null;
        for (int made = 0; ; made++) {
            // After a conflict too: it may have been an attempt of our own that got through.
            if (current == null) {
                found = found == null ? resolve(append) : found;
                if (!(found instanceof Conflict conflict) || made == attempts) {
                    return found;
                }
                current = conflict.latest();
            }
            CommitOutcome outcome = attempt(current, append);
            if (outcome instanceof Unknown) {
                outcome = resolve(append);
            }
            if (!(outcome instanceof Conflict conflict)) {
                return outcome;
            }
            found = conflict.latest() == null ? afterConflict(append, current) : null;
            current = conflict.latest();
            if (made + 1 < attempts) {
                clock.sleep(backoff.millis(made, random));
            } else if (current != null) {
                return outcome;
            }
        }
    }

    /**
     * Looks at the table after a conflict, like {@link #resolve}. Usually one other commit came first. Then not all
     * snapshots are needed: the parent of the head is the one that our request asserted, so our snapshot is not in the
     * table and cannot get there.
     *
     * @param base metadata of the attempt
     */
    private CommitOutcome afterConflict(PendingAppend append, TableMetadata base) {
        try {
            TableMetadata latest = catalog.loadTable(table, RestCatalog.Snapshots.REFS);
            Snapshot head = latest == null || !latest.uuid().equals(append.tableUuid()) ? null : latest.current();
            if (head != null && (head.snapshotId() == append.snapshotId() || isParent(append.snapshotId(), head))) {
                return new Committed(append.snapshotId(), latest);
            }
            if (head != null && base.headId() != null && isParent(base.headId(), head)) {
                return new Conflict("snapshot " + head.snapshotId() + " came to table " + table + " first", latest);
            }
        } catch (CatalogException e) {
            // As it is asked again now, it will be told.
        }
        return resolve(append);
    }

    private static boolean isParent(long snapshotId, Snapshot child) {
        return child.parentId() != null && child.parentId() == snapshotId;
    }

    /**
     * Makes one attempt: one commit request, no wait.
     *
     * @param base recent metadata of the table, with any snapshots; for an append that was sent before,
     *     {@link #resolve} must have found that it is not in them
     */
    public CommitOutcome attempt(TableMetadata base, PendingAppend append) {
        if (merger == null || merger.snapshotId() != append.snapshotId()) {
            merger = new ManifestMerger(objects, random, append.snapshotId());
        }
        return attempt(base, append, merger);
    }

    private CommitOutcome attempt(TableMetadata base, PendingAppend append, ManifestMerger merging) {
        if (!base.uuid().equals(append.tableUuid())) {
            return replaced(base, append);
        }
        if (base.snapshots().contains(append.snapshotId())) {
            return new Committed(append.snapshotId(), base);
        }
        List<ManifestFile> existing;
        try {
            existing = manifests(base.current());
        } catch (AvroException e) {
            return lost(base.current(), e.getMessage());
        } catch (ObjectFailure e) {
            if (e.missing()) {
                return lost(base.current(), e.getMessage());
            }
            throw e;
        }
        JsonObject request;
        try {
            if (containsAny(existing, append.manifests())) {
                return new Committed(append.snapshotId(), base);
            }
            request = request(base, existing, append, merging);
        } catch (IllegalArgumentException | AvroException e) {
            return new Rejected(Reason.INVALID, "table " + table + ": " + e.getMessage());
        }
        try {
            requests++;
            TableMetadata committed = catalog.commit(table, request);
            return committed == null ? confirm(append) : new Committed(append.snapshotId(), committed);
        } catch (CatalogException e) {
            return outcome(e);
        }
    }

    /**
     * Checks a commit whose answer says that it was made, but is too long to be read. The table shows whether the
     * answer came from the catalog: our snapshot is its head or the one below. The next append needs the table as its
     * base anyway.
     */
    private CommitOutcome confirm(PendingAppend append) {
        TableMetadata latest;
        try {
            latest = catalog.loadTable(table, RestCatalog.Snapshots.REFS);
        } catch (CatalogException e) {
            return new Unknown("cannot tell whether snapshot " + append.snapshotId() + " is in table " + table + ": "
                    + e.getMessage());
        }
        Snapshot head = latest == null || !latest.uuid().equals(append.tableUuid()) ? null : latest.current();
        boolean ours =
                head != null && (head.snapshotId() == append.snapshotId() || isParent(append.snapshotId(), head));
        return ours
                ? new Committed(append.snapshotId(), latest)
                : new Unknown(
                        "snapshot " + append.snapshotId() + " was accepted, and is not the head of table " + table);
    }

    /**
     * Finds out the outcome of earlier attempts. Loads the table with all its snapshots and looks for the append's
     * snapshot.
     *
     * @return {@link Committed}; {@link Conflict} with the latest metadata if the snapshot is not there;
     *     {@link Unknown} if the table cannot be loaded; {@link Rejected} if the table is gone or was replaced
     */
    public CommitOutcome resolve(PendingAppend append) {
        try {
            TableMetadata latest = catalog.loadTable(table);
            if (latest == null) {
                return new Rejected(Reason.TABLE_MISSING, "table " + table + " does not exist");
            }
            if (!latest.uuid().equals(append.tableUuid())) {
                return replaced(latest, append);
            }
            if (latest.snapshots().contains(append.snapshotId())
                    || new AppendSearch(objects, codecs).isInTable(latest, append)) {
                return new Committed(append.snapshotId(), latest);
            }
            return new Conflict("snapshot " + append.snapshotId() + " is not in table " + table, latest);
        } catch (CatalogException | ObjectFailure | AvroException e) {
            return new Unknown("cannot tell whether snapshot " + append.snapshotId() + " is in table " + table + ": "
                    + e.getMessage());
        }
    }

    private JsonObject request(
            TableMetadata base, List<ManifestFile> existing, PendingAppend append, ManifestMerger merging) {
        ManifestFormat format = new ManifestFormat(base.formatVersion(), codecs);
        ManifestMerger.Result merged = merging.merge(base, format, existing);
        List<ManifestFile> manifests = new ArrayList<>(append.manifests());
        manifests.addAll(merged.manifests());
        long snapshotId = append.snapshotId();
        Snapshot parent = base.current();
        ManifestList list = ManifestListWriter.write(
                format,
                snapshotId,
                parent == null ? null : Long.valueOf(parent.snapshotId()),
                base.lastSequenceNumber() + 1,
                base.nextRowId(),
                manifests,
                random.bytes(16));
        String listPath = base.metadataLocation() + "/snap-" + snapshotId + "-1-" + random.uuid() + ".avro";
        objects.write(listPath, list.bytes().array());
        Map<String, String> summary = SnapshotSummary.of(
                append,
                parent,
                engine,
                existing.size() - merged.replaced(),
                merged.replaced(),
                append.manifests().size() + merged.created());
        // Readers expect snapshots in the order of time; a clock that ran back must not contradict the table.
        long timestamp = Math.max(clock.unixMillis(), base.lastUpdatedMillis());
        return CommitRequest.of(table, base, snapshotId, timestamp, listPath, list.addedRows(), summary);
    }

    private List<ManifestFile> manifests(Snapshot snapshot) {
        return snapshot == null ? List.of() : ManifestListReader.read(objects.read(snapshot.manifestList()), codecs);
    }

    private CommitOutcome lost(Snapshot snapshot, String reason) {
        return new Rejected(
                Reason.LOST_MANIFEST_LIST,
                "the manifest list of snapshot " + snapshot.snapshotId() + ", the current one of table " + table
                        + ", cannot be read: " + reason);
    }

    private static CommitOutcome outcome(CatalogException e) {
        return switch (e.kind()) {
            case CONFLICT -> new Conflict(e.getMessage(), null);
            case THROTTLED ->
                new Throttled(
                        e.retryAfterMillis() > 0 ? e.retryAfterMillis() : DEFAULT_THROTTLE_MILLIS, e.getMessage());
            case UNAVAILABLE -> new Unknown(e.getMessage());
            case UNAUTHORIZED -> new Rejected(Reason.UNAUTHORIZED, e.getMessage());
            case FORBIDDEN -> new Rejected(Reason.FORBIDDEN, e.getMessage());
            case NOT_FOUND -> new Rejected(Reason.TABLE_MISSING, e.getMessage());
            // R2 Data Catalog: a race was lost, or was won and its own bookkeeping lost one. 408: cut off on the way.
            case INVALID ->
                e.type().equals("ConcurrentUpdateError") || e.status() == 408
                        ? new Unknown(e.getMessage())
                        : new Rejected(Reason.INVALID, e.getMessage());
        };
    }

    private CommitOutcome replaced(TableMetadata found, PendingAppend append) {
        return new Rejected(
                Reason.TABLE_REPLACED,
                "table " + table + " was dropped and created again: expected the UUID " + append.tableUuid()
                        + ", found " + found.uuid() + "; its files must be written again");
    }

    static boolean containsAny(List<ManifestFile> manifests, List<ManifestFile> searched) {
        for (ManifestFile manifest : manifests) {
            for (ManifestFile candidate : searched) {
                if (manifest.path().equals(candidate.path())) {
                    return true;
                }
            }
        }
        return false;
    }
}
