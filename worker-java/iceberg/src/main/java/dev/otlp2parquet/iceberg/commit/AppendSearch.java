package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.iceberg.io.ObjectIO;
import dev.otlp2parquet.iceberg.manifest.ManifestEntry;
import dev.otlp2parquet.iceberg.manifest.ManifestFile;
import dev.otlp2parquet.iceberg.manifest.ManifestListReader;
import dev.otlp2parquet.iceberg.manifest.ManifestReader;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.table.Snapshot;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import java.util.List;

/**
 * Looks for an append whose snapshot is not in the table's list of snapshots. It may have been committed and have
 * expired since. Its manifest may still be in the current manifest list, or its snapshot id in the entries of a
 * rewritten manifest. If its data were compacted too, no trace is left. So snapshots must be kept for longer than
 * outcomes stay unknown.
 */
final class AppendSearch {

    private final ObjectIO objects;
    private final BlockCodecs codecs;

    AppendSearch(ObjectIO objects, BlockCodecs codecs) {
        this.objects = objects;
        this.codecs = codecs;
    }

    boolean isInTable(TableMetadata table, PendingAppend append) {
        Snapshot current = table.current();
        if (current == null || table.snapshots().reachesBackTo(current.snapshotId(), append.preparedMillis())) {
            return false;
        }
        List<ManifestFile> manifests = ManifestListReader.read(objects.read(current.manifestList()), codecs);
        if (AppendCommitter.containsAny(manifests, append.manifests())) {
            return true;
        }
        for (ManifestFile manifest : manifests) {
            if (manifest.content() == ManifestFile.DATA && hasEntryOf(table, manifest, append.snapshotId())) {
                return true;
            }
        }
        return false;
    }

    private boolean hasEntryOf(TableMetadata table, ManifestFile manifest, long snapshotId) {
        // Partition values do not matter here, so that any spec will do.
        PartitionSpec none = PartitionSpec.unpartitioned();
        ManifestReader reader = new ManifestReader(
                objects.read(manifest.path()), manifest, none, none.resultTypes(table.schema()), codecs);
        for (ManifestEntry entry = reader.next(); entry != null; entry = reader.next()) {
            if (entry.snapshotId() == snapshotId && entry.status() != ManifestEntry.DELETED) {
                return true;
            }
        }
        return false;
    }
}
