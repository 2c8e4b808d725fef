package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.iceberg.io.ObjectIO;
import dev.otlp2parquet.iceberg.manifest.ManifestFile;
import dev.otlp2parquet.iceberg.manifest.ManifestFile.PartitionSummary;
import dev.otlp2parquet.iceberg.manifest.ManifestListReader;
import dev.otlp2parquet.iceberg.manifest.ManifestReader;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SingleValue;
import dev.otlp2parquet.iceberg.table.Snapshot;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Binary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for data files in a table by their paths, so that a file is not appended twice. Reads only manifests whose
 * partitions can contain a file, the newest first. Finds a removed file as long as a manifest lists it.
 */
public final class FileSearch {

    private final ObjectIO objects;
    private final BlockCodecs codecs;

    public FileSearch(ObjectIO objects, BlockCodecs codecs) {
        this.objects = objects;
        this.codecs = codecs;
    }

    /**
     * A file to look for.
     *
     * @param afterSequenceNumber no snapshot up to this sequence number contains the file; negative if unknown
     */
    public record Sought(AppendedFile file, long afterSequenceNumber) {}

    /**
     * Returns the paths of the files that the current snapshot contains or has removed.
     *
     * @throws dev.otlp2parquet.iceberg.io.ObjectFailure if a manifest cannot be read
     * @throws dev.otlp2parquet.iceberg.avro.AvroException if a manifest is damaged
     */
    public Set<String> find(TableMetadata table, Collection<Sought> files) {
        Set<String> found = new LinkedHashSet<>();
        Map<String, Sought> missing = new LinkedHashMap<>();
        for (Sought sought : files) {
            if (sought.afterSequenceNumber() < table.lastSequenceNumber()) {
                missing.put(sought.file().file().path(), sought);
            }
        }
        Snapshot current = table.current();
        if (current == null || missing.isEmpty()) {
            return found;
        }
        List<ManifestFile> manifests =
                new ArrayList<>(ManifestListReader.read(objects.read(current.manifestList()), codecs));
        manifests.sort(Comparator.comparingLong(ManifestFile::sequenceNumber).reversed());
        PartitionSpec none = PartitionSpec.unpartitioned();
        for (ManifestFile manifest : manifests) {
            if (manifest.content() == ManifestFile.DATA && mayHoldAny(manifest, missing.values())) {
                // Partition values do not matter here, so that any spec will do.
                ManifestReader reader = new ManifestReader(
                        objects.read(manifest.path()), manifest, none, none.resultTypes(table.schema()), codecs);
                for (var entry = reader.next(); entry != null; entry = reader.next()) {
                    if (missing.remove(entry.file().path()) != null) {
                        found.add(entry.file().path());
                    }
                }
            }
            if (missing.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private static boolean mayHoldAny(ManifestFile manifest, Collection<Sought> files) {
        for (Sought sought : files) {
            AppendedFile file = sought.file();
            if (manifest.sequenceNumber() > sought.afterSequenceNumber()
                    && manifest.specId() == file.specId()
                    && mayHold(manifest.partitions(), file)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHold(List<PartitionSummary> summaries, AppendedFile file) {
        List<PrimitiveType> types = file.partitionTypes();
        if (summaries == null || summaries.size() != types.size()) {
            return true;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!mayHold(summaries.get(i), types.get(i), file.file().partition().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayHold(PartitionSummary summary, PrimitiveType type, Object value) {
        if (value == null) {
            return summary.containsNull();
        }
        if (SingleValue.isNan(value)) {
            return !Boolean.FALSE.equals(summary.containsNan());
        }
        try {
            return (summary.lowerBound() == null || compare(type, value, summary.lowerBound()) >= 0)
                    && (summary.upperBound() == null || compare(type, value, summary.upperBound()) <= 0);
        } catch (IllegalArgumentException e) {
            // Bounds of another type than the file was written with: the source column was promoted.
            return true;
        }
    }

    private static int compare(PrimitiveType type, Object value, Binary bound) {
        return SingleValue.compare(type, value, SingleValue.deserialize(type, bound.array()));
    }
}
