/** Placeholder. */
package dev.otlp2parquet.parquet;
