/**
 * JSON (RFC 8259): a tree for small documents, a pull parser for large ones, and a writer. Integers keep all 64 bits,
 * because snapshot ids and sequence numbers exceed 2^53.
 */
package dev.otlp2parquet.platform.json;
