/** Placeholder. */
package dev.otlp2parquet.ingest;
