/** Counts the bytes that our own code allocates for a request, on the JVM, where they can be counted. */
package dev.otlp2parquet.bench.allocations;
