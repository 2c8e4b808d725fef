/** Placeholder. */
package dev.otlp2parquet.worker;
