/** Encodings of levels and values, one class each (parquet-format: Encodings.md). */
package dev.otlp2parquet.parquet.internal.encoding;
