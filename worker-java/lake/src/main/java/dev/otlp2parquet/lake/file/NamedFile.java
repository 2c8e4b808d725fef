package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.iceberg.commit.AppendedFile;

/**
 * A file with its place in the bucket.
 *
 * @param key of its object
 * @param entry for a manifest; null for plain files
 */
public record NamedFile(String key, AppendedFile entry) {}
