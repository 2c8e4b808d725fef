package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.parquet.FileDescription;

/**
 * A data file that is durable.
 *
 * @param key of its object
 * @param hour hours since the epoch that all rows' timestamps fall in: the value of the Iceberg partition {@code
 *     hour(Timestamp)}
 * @param description rows, sizes and bounds: what a catalog will want to know
 */
public record StoredFile(Table table, String key, long hour, FileDescription description) {}
