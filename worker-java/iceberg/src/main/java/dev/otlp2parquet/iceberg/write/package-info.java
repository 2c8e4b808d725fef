/**
 * From a batch of rows to files of a table: which columns and partitions it has, which rows belong to which, and what a Parquet
 * file's description means for a manifest.
 */
package dev.otlp2parquet.iceberg.write;
