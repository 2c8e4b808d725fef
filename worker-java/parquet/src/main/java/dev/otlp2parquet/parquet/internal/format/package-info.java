/**
 * The structures of parquet.thrift that the writer uses, under the specification's names, and their bytes in Thrift's
 * compact protocol. Fields that this writer never fills are left out. Apache's own classes for them
 * ({@code parquet-format-structures}) are the oracle of the tests. In the Wasm they took 56 KB of 191 (gzip).
 */
package dev.otlp2parquet.parquet.internal.format;
