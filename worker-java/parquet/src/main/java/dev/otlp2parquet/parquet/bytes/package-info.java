/** Bytes without a charset or a buffer class: growing arrays, comparison, hashes. */
package dev.otlp2parquet.parquet.bytes;
