/** The configuration: read once, checked as a whole, immutable afterwards. */
package dev.otlp2parquet.ingest.config;
