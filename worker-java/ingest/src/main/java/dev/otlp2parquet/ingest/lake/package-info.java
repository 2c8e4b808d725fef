/**
 * From rows in memory to rows of Iceberg tables: the tables of the catalog as they are now, data files under their locations,
 * and commits, which the requests of one isolate make together.
 */
package dev.otlp2parquet.ingest.lake;
