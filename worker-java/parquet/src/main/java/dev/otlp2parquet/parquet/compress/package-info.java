/** Codecs of pages (parquet-format: Compression.md). */
package dev.otlp2parquet.parquet.compress;
