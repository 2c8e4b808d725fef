package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.iceberg.commit.AppendedFile;

/**
 * A file that has its place.
 *
 * @param key of its object
 * @param entry what a manifest says of it; null for plain files
 */
public record NamedFile(String key, AppendedFile entry) {}
