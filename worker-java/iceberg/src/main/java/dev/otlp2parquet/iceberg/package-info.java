/** Placeholder. */
package dev.otlp2parquet.iceberg;
