/** The tables of the catalog as they are known in one isolate, and data files for them. */
package dev.otlp2parquet.lake.table;
