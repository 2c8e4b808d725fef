package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.column.RowSelection;

/**
 * Rows of a batch that belong into one file.
 *
 * @param partition tells files of a table apart, in every batch the same text for the same file
 * @param rows in the order of the file
 * @param firstMicros the least timestamp of the rows, in microseconds since the epoch
 * @param source what the layout needs to know of the partition again, when the file is named
 */
public record FileRows(String partition, RowSelection rows, long firstMicros, Object source) {}
