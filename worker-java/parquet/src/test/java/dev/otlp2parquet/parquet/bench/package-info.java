/** A benchmark of the writer alone, run by hand. */
package dev.otlp2parquet.parquet.bench;
