package dev.otlp2parquet.parquet.internal.file;

/**
 * A data page of the chunk being written.
 *
 * @param firstRow row of the row group with which it begins
 * @param entries entries of its levels
 * @param bodyFrom where its uncompressed body lies in the chunk's
 */
record ChunkPage(int firstRow, int entries, int nulls, Bounds bounds, int bodyFrom, int bodyTo) {}
