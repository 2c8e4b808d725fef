/**
 * The structures of parquet.thrift that the writer writes, under the specification's names, and their bytes in
 * Thrift's compact protocol. A field that this writer never fills does not exist here. Apache's own classes for them
 * ({@code parquet-format-structures}) are the oracle in the tests; in the Wasm they were 56 KB of 191 (gzip).
 */
package dev.otlp2parquet.parquet.internal.format;
