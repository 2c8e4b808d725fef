/**
 * JSON (RFC 8259) as catalogs speak it: small documents as trees, large ones pulled. Integers keep all 64 bits, since snapshot
 * ids and sequence numbers pass 2^53.
 */
package dev.otlp2parquet.iceberg.json;
