package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.manifest.DataFile;

/**
 * A data file to be appended.
 *
 * @param specId the partition spec that it was written with
 */
public record AppendedFile(int specId, DataFile file) {}
