/** Placeholder. */
package dev.otlp2parquet.otlp;
