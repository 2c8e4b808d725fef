package dev.otlp2parquet.iceberg.manifest;

/**
 * An entry of a manifest.
 *
 * @param status {@link #EXISTING}, {@link #ADDED} or {@link #DELETED}
 * @param snapshotId snapshot that added or deleted the file; null: inherited from the manifest
 * @param sequenceNumber the data sequence number; null: inherited from the manifest
 * @param fileSequenceNumber sequence number at which the file was added; null: inherited from the manifest
 */
public record ManifestEntry(int status, Long snapshotId, Long sequenceNumber, Long fileSequenceNumber, DataFile file) {

    public static final int EXISTING = 0;
    public static final int ADDED = 1;
    public static final int DELETED = 2;

    /** Makes the entry of a file that a snapshot adds. The file gets the sequence numbers of the snapshot. */
    public static ManifestEntry added(long snapshotId, DataFile file) {
        return new ManifestEntry(ADDED, snapshotId, null, null, file);
    }

    boolean isLive() {
        return status != DELETED;
    }
}
