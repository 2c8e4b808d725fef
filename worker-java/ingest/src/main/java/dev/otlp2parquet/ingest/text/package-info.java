/** Text of protocols: ASCII rules and JSON output, small enough for Wasm. */
package dev.otlp2parquet.ingest.text;
