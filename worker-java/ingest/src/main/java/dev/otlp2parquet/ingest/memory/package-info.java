/** What requests may hold in memory: each alone, and all of an isolate together. */
package dev.otlp2parquet.ingest.memory;
