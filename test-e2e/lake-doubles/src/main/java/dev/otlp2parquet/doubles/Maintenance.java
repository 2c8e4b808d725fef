package dev.otlp2parquet.doubles;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What S3 Tables does to tables by itself ("Maintenance for tables" in the user guide), when a test asks for it. */
final class Maintenance {

    private final Catalog catalog;
    private final S3Client client;

    Maintenance(Catalog catalog, S3Client client) {
        this.catalog = catalog;
        this.client = client;
    }

    /**
     * Commits a compaction: a snapshot of the operation {@code replace}, which removes every data file and adds files with the same rows. Each
     * file is copied, where AWS merges several.
     *
     * @return files that were replaced; 0 if there was none, and no commit
     */
    int compact(TableIdentifier identifier) {
        Table table = catalog.loadTable(identifier);
        if (table.currentSnapshot() == null) {
            return 0;
        }
        RewriteFiles rewrite =
                table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
        int count = 0;
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                DataFile file = task.file().copy();
                String target = table.location() + "/data/compacted-" + UUID.randomUUID() + ".parquet";
                copy(table, file.location(), target);
                rewrite.deleteFile(file);
                rewrite.addFile(DataFiles.builder(table.specs().get(file.specId()))
                        .copy(file)
                        .withPath(target)
                        .build());
                count++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count > 0) {
            rewrite.commit();
        }
        return count;
    }

    /**
     * Snapshot management: forgets old snapshots. Their files stay until {@link #deleteUnreferenced}.
     *
     * @param ageMillis snapshots younger than this stay
     * @param keep that many stay, however old
     * @return snapshots that are gone
     */
    int expireSnapshots(TableIdentifier identifier, long ageMillis, int keep) {
        Table table = catalog.loadTable(identifier);
        int before = snapshots(table);
        table.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis() - ageMillis)
                .retainLast(keep)
                .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
                .commit();
        table.refresh();
        return before - snapshots(table);
    }

    /**
     * Unreferenced file removal: deletes the objects in the table's bucket that no snapshot names. AWS marks them after 3 days and deletes them
     * 10 days later, by default. Metadata files that the current one does not name go too (guess).
     *
     * @param ageMillis younger objects stay; 0: none is too young
     * @return the locations of those that are gone, sorted
     */
    List<String> deleteUnreferenced(TableIdentifier identifier, long ageMillis) {
        Table table = catalog.loadTable(identifier);
        Set<String> referenced = referenced(table);
        String bucket = URI.create(table.location()).getHost();
        Instant youngest = Instant.now().minusMillis(ageMillis);
        List<String> deleted = new ArrayList<>();
        for (S3Object object :
                client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()) {
            String location = "s3://" + bucket + "/" + object.key();
            // S3 rounds times to seconds: down.
            if (!referenced.contains(location) && !object.lastModified().isAfter(youngest)) {
                client.deleteObject(delete -> delete.bucket(bucket).key(object.key()));
                deleted.add(location);
            }
        }
        deleted.sort(null);
        return deleted;
    }

    private static Set<String> referenced(Table table) {
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        Set<String> referenced = new TreeSet<>();
        referenced.add(metadata.metadataFileLocation());
        metadata.previousFiles().forEach(file -> referenced.add(file.file()));
        metadata.statisticsFiles().forEach(file -> referenced.add(file.path()));
        metadata.partitionStatisticsFiles().forEach(file -> referenced.add(file.path()));
        for (Snapshot snapshot : table.snapshots()) {
            referenced.add(snapshot.manifestListLocation());
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (referenced.add(manifest.path())) {
                    addFiles(table, manifest, referenced);
                }
            }
        }
        return referenced;
    }

    private static void addFiles(Table table, ManifestFile manifest, Set<String> referenced) {
        try (ManifestReader<? extends ContentFile<?>> files = manifest.content() == ManifestContent.DATA
                ? ManifestFiles.read(manifest, table.io(), table.specs())
                : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
            for (ContentFile<?> file : files) {
                referenced.add(file.location());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int snapshots(Table table) {
        int count = 0;
        for (Snapshot ignored : table.snapshots()) {
            count++;
        }
        return count;
    }

    private static void copy(Table table, String from, String to) throws IOException {
        try (InputStream source = table.io().newInputFile(from).newStream();
                OutputStream target = table.io().newOutputFile(to).create()) {
            source.transferTo(target);
        }
    }
}
