/**
 * From a batch of rows to files of a table: its columns and partitions, the rows of each, and the manifest's metrics of
 * a Parquet file.
 */
package dev.otlp2parquet.iceberg.write;
