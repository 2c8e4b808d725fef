/**
 * Durable objects in a world that can go wrong: real SQLite, the real catalog, a bucket in a folder, and a host whose time,
 * order of events and faults follow from a seed.
 */
package dev.otlp2parquet.ingest.durable;
