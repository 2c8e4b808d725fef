/** Bytes without a charset or a buffer class: growing arrays, comparison, UTF-8. */
package dev.otlp2parquet.parquet.bytes;
