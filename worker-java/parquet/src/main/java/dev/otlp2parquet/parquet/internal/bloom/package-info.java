/** Bloom filters of column chunks (BloomFilter.md of parquet-format). */
package dev.otlp2parquet.parquet.internal.bloom;
