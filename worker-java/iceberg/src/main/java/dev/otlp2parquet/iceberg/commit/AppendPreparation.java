package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.io.ObjectIO;
import dev.otlp2parquet.iceberg.manifest.DataFile;
import dev.otlp2parquet.iceberg.manifest.ManifestEntry;
import dev.otlp2parquet.iceberg.manifest.ManifestFile;
import dev.otlp2parquet.iceberg.manifest.ManifestFormat;
import dev.otlp2parquet.iceberg.manifest.ManifestWriter;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SingleValue;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.text.Hex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes the manifests of new files: one per partition spec, and more only where one would exceed the target size. */
final class AppendPreparation {

    private static final long TARGET_BYTES = 8L << 20;

    private final ObjectIO objects;
    private final Randomness random;
    private final TableMetadata table;
    private final ManifestFormat format;
    private final long snapshotId;
    private final List<ManifestFile> manifests = new ArrayList<>();
    /** A tree, because others choose the partitions and could choose them so that hashes collide. */
    private final Set<String> partitions = new TreeSet<>();

    AppendPreparation(
            ObjectIO objects, Randomness random, TableMetadata table, ManifestFormat format, long snapshotId) {
        this.objects = objects;
        this.random = random;
        this.table = table;
        this.format = format;
        this.snapshotId = snapshotId;
    }

    PendingAppend prepare(List<AppendedFile> files, long unixMillis, Map<String, String> summary) {
        long rows = 0;
        long bytes = 0;
        Set<String> paths = new LinkedHashSet<>();
        Map<Integer, List<DataFile>> bySpec = new LinkedHashMap<>();
        for (AppendedFile file : files) {
            if (!paths.add(file.file().path())) {
                throw new IllegalArgumentException(file.file().path() + " is to be appended twice");
            }
            rows += file.file().recordCount();
            bytes += file.file().fileSize();
            bySpec.computeIfAbsent(file.specId(), id -> new ArrayList<>()).add(file.file());
        }
        for (Map.Entry<Integer, List<DataFile>> entry : bySpec.entrySet()) {
            writeManifests(entry.getKey(), entry.getValue());
        }
        return new PendingAppend(
                snapshotId,
                table.uuid(),
                unixMillis,
                table.schema().schemaId(),
                manifests,
                files.size(),
                rows,
                bytes,
                partitions.size(),
                summary);
    }

    private void writeManifests(int specId, List<DataFile> files) {
        PartitionSpec spec = table.spec(specId);
        if (spec == null) {
            throw new IllegalArgumentException("the table has no partition spec " + specId);
        }
        List<PrimitiveType> types = spec.resultTypes(table.schema());
        ManifestWriter writer = newWriter(spec, types);
        for (DataFile file : files) {
            if (writer.size() > TARGET_BYTES) {
                store(writer);
                writer = newWriter(spec, types);
            }
            writer.add(ManifestEntry.added(snapshotId, file));
            partitions.add(partitionKey(specId, types, file.partition()));
        }
        store(writer);
    }

    private ManifestWriter newWriter(PartitionSpec spec, List<PrimitiveType> types) {
        return new ManifestWriter(format, table.schema(), spec, types, random.bytes(16));
    }

    private void store(ManifestWriter writer) {
        String path = table.metadataLocation() + "/" + random.uuid() + "-m" + manifests.size() + ".avro";
        byte[] bytes = writer.finish();
        objects.write(path, bytes);
        manifests.add(writer.describe(path, bytes.length, snapshotId));
    }

    private static String partitionKey(int specId, List<PrimitiveType> types, List<Object> values) {
        StringBuilder key = new StringBuilder().append(specId);
        for (int i = 0; i < types.size(); i++) {
            Object value = values.get(i);
            key.append('/').append(value == null ? "null" : Hex.upperCase(SingleValue.serialize(types.get(i), value)));
        }
        return key.toString();
    }
}
