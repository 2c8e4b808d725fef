package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.avro.AvroFileWriter;
import dev.otlp2parquet.iceberg.avro.AvroOutput;
import dev.otlp2parquet.iceberg.manifest.ManifestFile.PartitionSummary;
import dev.otlp2parquet.platform.Binary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the manifest list of a snapshot. */
public final class ManifestListWriter {

    private ManifestListWriter() {}

    /**
     * A finished manifest list.
     *
     * @param addedRows v3: number of rows that got ids, the snapshot's {@code added-rows}
     */
    public record ManifestList(Binary bytes, long addedRows) {}

    /**
     * Writes the list. Manifests without a sequence number get the snapshot's. In v3 each manifest of data without
     * {@code first_row_id} gets the next free row ids (specification, "Row Lineage").
     *
     * @param parentId null for the first snapshot
     * @param firstRowId v3: the table's {@code next-row-id}; ignored in v2
     * @param sync 16 bytes, different for each file
     * @throws IllegalArgumentException if the list of a v1 writer lacks the counts that v2 requires
     */
    public static ManifestList write(
            ManifestFormat format,
            long snapshotId,
            Long parentId,
            long sequenceNumber,
            long firstRowId,
            List<ManifestFile> manifests,
            byte[] sync) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("snapshot-id", Long.toString(snapshotId));
        metadata.put("parent-snapshot-id", parentId == null ? "null" : Long.toString(parentId));
        metadata.put("sequence-number", Long.toString(sequenceNumber));
        metadata.put("format-version", Integer.toString(format.version()));
        boolean lineage = format.version() >= 3;
        if (lineage) {
            metadata.put("first-row-id", Long.toString(firstRowId));
        }
        String schema = AvroSchemas.manifestFile(format.version()).toJson();
        AvroFileWriter file = new AvroFileWriter(schema, metadata, sync, format.codecs());
        long nextRowId = firstRowId;
        for (ManifestFile manifest : manifests) {
            requireCounts(manifest);
            Long rowId = null;
            if (lineage && manifest.content() == ManifestFile.DATA && manifest.firstRowId() == null) {
                rowId = nextRowId;
                nextRowId += manifest.existingRows() + manifest.addedRows();
            }
            write(file.record(), manifest.assigned(sequenceNumber, rowId), lineage);
            file.endRecord();
        }
        return new ManifestList(Binary.of(file.finish()), nextRowId - firstRowId);
    }

    private static void requireCounts(ManifestFile manifest) {
        if (manifest.addedFiles() < 0
                || manifest.existingFiles() < 0
                || manifest.deletedFiles() < 0
                || manifest.addedRows() < 0
                || manifest.existingRows() < 0
                || manifest.deletedRows() < 0) {
            throw new IllegalArgumentException(
                    manifest.path()
                            + ": an old writer left out its counts; rewrite the manifests of the table once (rewrite_manifests)");
        }
    }

    private static void write(AvroOutput out, ManifestFile manifest, boolean lineage) {
        out.string(manifest.path());
        out.integer(manifest.length());
        out.integer(manifest.specId());
        out.integer(manifest.content());
        out.integer(manifest.sequenceNumber());
        out.integer(manifest.minSequenceNumber());
        out.integer(manifest.addedSnapshotId());
        out.integer(manifest.addedFiles());
        out.integer(manifest.existingFiles());
        out.integer(manifest.deletedFiles());
        out.integer(manifest.addedRows());
        out.integer(manifest.existingRows());
        out.integer(manifest.deletedRows());
        if (out.present(manifest.partitions())) {
            out.beginArray(manifest.partitions().size());
            for (PartitionSummary summary : manifest.partitions()) {
                out.bool(summary.containsNull());
                if (out.present(summary.containsNan())) {
                    out.bool(summary.containsNan());
                }
                out.optionalBytes(Binary.arrayOrNull(summary.lowerBound()));
                out.optionalBytes(Binary.arrayOrNull(summary.upperBound()));
            }
            out.endArray();
        }
        out.optionalBytes(Binary.arrayOrNull(manifest.keyMetadata()));
        if (lineage) {
            out.optionalInteger(manifest.firstRowId());
        }
    }
}
