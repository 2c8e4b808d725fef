/** The tables of the catalog as one isolate knows them, and data files for them. */
package dev.otlp2parquet.lake.table;
