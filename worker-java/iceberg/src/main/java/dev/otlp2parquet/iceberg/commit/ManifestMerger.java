package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.iceberg.io.ObjectIO;
import dev.otlp2parquet.iceberg.manifest.ManifestEntry;
import dev.otlp2parquet.iceberg.manifest.ManifestFile;
import dev.otlp2parquet.iceberg.manifest.ManifestFormat;
import dev.otlp2parquet.iceberg.manifest.ManifestReader;
import dev.otlp2parquet.iceberg.manifest.ManifestWriter;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Randomness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bounds the number of manifests. When a table has {@code commit.manifest.min-count-to-merge}, the smallest ones become
 * one. A commit reads at most {@link #MAX_SOURCES} of them. So every commit costs about the same and stays within the
 * requests that a Worker may make. Because the small ones come first, no entry is copied more often than the logarithm
 * of the number of entries.
 *
 * <p>Manifests of deletes, encrypted ones and those of other specs stay as they are. An object of this class belongs to
 * one append. The next attempt uses a merge again if its sources are still there.
 */
final class ManifestMerger {

    static final int MAX_SOURCES = 32;

    private static final long DEFAULT_MIN_COUNT = 100;
    private static final long DEFAULT_TARGET_BYTES = 8L << 20;

    private final ObjectIO objects;
    private final Randomness random;
    private final long snapshotId;
    private Set<String> mergedPaths = Set.of();
    private ManifestFile merged;
    /**
     * Manifests that the store no longer has. They stay in the list, so that readers can name what is lost, and do not
     * stop commits.
     */
    private final Set<String> lost = new TreeSet<>();

    ManifestMerger(ObjectIO objects, Randomness random, long snapshotId) {
        this.objects = objects;
        this.random = random;
        this.snapshotId = snapshotId;
    }

    /** Returns the snapshot id of the append. */
    long snapshotId() {
        return snapshotId;
    }

    /**
     * The manifests of a snapshot after merging.
     *
     * @param replaced number of given manifests that are no longer in the list
     * @param created number of new manifests
     */
    record Result(List<ManifestFile> manifests, int replaced, int created) {}

    /** Replaces some manifests of a snapshot by one with their live entries, if there are too many. */
    Result merge(TableMetadata table, ManifestFormat format, List<ManifestFile> manifests) {
        if (!table.property("commit.manifest-merge.enabled", "true").equals("true")) {
            return new Result(manifests, 0, 0);
        }
        if (merged == null || !paths(manifests).containsAll(mergedPaths)) {
            List<ManifestFile> sources;
            do {
                merged = null;
                sources = choose(table, manifests);
                if (sources.size() < 2) {
                    return new Result(manifests, 0, 0);
                }
                merged = write(table, format, sources);
            } while (merged == null);
            mergedPaths = paths(sources);
        }
        List<ManifestFile> result = new ArrayList<>();
        for (ManifestFile manifest : manifests) {
            if (!mergedPaths.contains(manifest.path())) {
                result.add(manifest);
            }
        }
        boolean live = merged.existingFiles() > 0;
        if (live) {
            result.add(merged);
        }
        return new Result(result, mergedPaths.size(), live ? 1 : 0);
    }

    private List<ManifestFile> choose(TableMetadata table, List<ManifestFile> manifests) {
        PartitionSpec spec = table.defaultSpec();
        long target = table.property("commit.manifest.target-size-bytes", DEFAULT_TARGET_BYTES);
        List<ManifestFile> candidates = new ArrayList<>();
        for (ManifestFile manifest : manifests) {
            if (manifest.content() == ManifestFile.DATA
                    && manifest.specId() == spec.specId()
                    && manifest.keyMetadata() == null
                    && !lost.contains(manifest.path())
                    && manifest.length() < target / 2) {
                candidates.add(manifest);
            }
        }
        if (candidates.size() < table.property("commit.manifest.min-count-to-merge", DEFAULT_MIN_COUNT)) {
            return List.of();
        }
        // Of one size class the oldest: what was written one after the other covers neighbouring partitions.
        candidates.sort(
                Comparator.comparingInt(ManifestMerger::sizeClass).thenComparingLong(ManifestFile::sequenceNumber));
        List<ManifestFile> sources = new ArrayList<>();
        long bytes = 0;
        for (ManifestFile candidate : candidates) {
            bytes += candidate.length();
            if (sources.size() == MAX_SOURCES || bytes > target) {
                break;
            }
            sources.add(candidate);
        }
        return sources;
    }

    /** Manifests whose lengths differ by less than a factor of 8 have the same class. */
    private static int sizeClass(ManifestFile manifest) {
        return (Long.SIZE - Long.numberOfLeadingZeros(manifest.length())) / 3;
    }

    /** Returns null if one of the sources is lost; remembers that source. */
    private ManifestFile write(TableMetadata table, ManifestFormat format, List<ManifestFile> sources) {
        PartitionSpec spec = table.defaultSpec();
        List<PrimitiveType> types = spec.resultTypes(table.schema());
        ManifestWriter writer = new ManifestWriter(format, table.schema(), spec, types, random.bytes(16));
        for (ManifestFile source : sources) {
            byte[] bytes;
            try {
                bytes = objects.read(source.path());
            } catch (ObjectFailure e) {
                if (!e.missing()) {
                    throw e;
                }
                lost.add(source.path());
                return null;
            }
            ManifestReader reader = new ManifestReader(bytes, source, spec, types, format.codecs());
            for (ManifestEntry entry = reader.next(); entry != null; entry = reader.next()) {
                // What an earlier snapshot deleted needs no mention in this one.
                if (entry.status() != ManifestEntry.DELETED) {
                    writer.add(new ManifestEntry(
                            ManifestEntry.EXISTING,
                            entry.snapshotId(),
                            entry.sequenceNumber(),
                            entry.fileSequenceNumber(),
                            entry.file()));
                }
            }
        }
        String path = table.metadataLocation() + "/" + random.uuid() + "-merged.avro";
        byte[] content = writer.finish();
        if (writer.entries() > 0) {
            objects.write(path, content);
        }
        return writer.describe(path, content.length, snapshotId);
    }

    private static Set<String> paths(List<ManifestFile> manifests) {
        Set<String> paths = new TreeSet<>();
        for (ManifestFile manifest : manifests) {
            paths.add(manifest.path());
        }
        return paths;
    }
}
