/** The configuration: read once, checked completely, never changed. */
package dev.otlp2parquet.ingest.config;
