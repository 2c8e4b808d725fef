package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.platform.Binary;
import java.util.List;

/**
 * A manifest in a manifest list: the struct {@code manifest_file}.
 *
 * @param length exact bytes of the manifest
 * @param content {@link #DATA} or {@link #DELETES}
 * @param sequenceNumber {@link #UNASSIGNED} until the snapshot that adds the manifest has a number
 * @param minSequenceNumber lowest data sequence number of a live file; {@link #UNASSIGNED} as above
 * @param addedFiles number of entries with status added; -1 if not recorded. Only v1 allows that, for all counts
 * @param partitions one summary per field of the spec; null if not recorded
 * @param firstRowId v3: row id of the first row that inherits one; null until a snapshot assigns it, and for deletes
 */
public record ManifestFile(
        String path,
        long length,
        int specId,
        int content,
        long sequenceNumber,
        long minSequenceNumber,
        long addedSnapshotId,
        int addedFiles,
        int existingFiles,
        int deletedFiles,
        long addedRows,
        long existingRows,
        long deletedRows,
        List<PartitionSummary> partitions,
        Binary keyMetadata,
        Long firstRowId) {

    public static final int DATA = 0;
    public static final int DELETES = 1;
    public static final long UNASSIGNED = -1;

    /**
     * The values of a partition field in the files of a manifest.
     *
     * @param containsNan null if not recorded
     * @param lowerBound single-value serialization; null if all values are null or NaN
     */
    public record PartitionSummary(boolean containsNull, Boolean containsNan, Binary lowerBound, Binary upperBound) {}

    /** Makes a new manifest that has added data files only and is not assigned yet. */
    public static ManifestFile added(
            String path,
            long length,
            int specId,
            long snapshotId,
            int files,
            long rows,
            List<PartitionSummary> partitions) {
        return new ManifestFile(
                path,
                length,
                specId,
                DATA,
                UNASSIGNED,
                UNASSIGNED,
                snapshotId,
                files,
                0,
                0,
                rows,
                0,
                0,
                partitions,
                null,
                null);
    }

    /** Returns the same manifest with the numbers that a snapshot assigns. */
    ManifestFile assigned(long sequence, Long rowId) {
        return new ManifestFile(
                path,
                length,
                specId,
                content,
                sequenceNumber == UNASSIGNED ? sequence : sequenceNumber,
                minSequenceNumber == UNASSIGNED ? sequence : minSequenceNumber,
                addedSnapshotId,
                addedFiles,
                existingFiles,
                deletedFiles,
                addedRows,
                existingRows,
                deletedRows,
                partitions,
                keyMetadata,
                firstRowId == null ? rowId : firstRowId);
    }
}
