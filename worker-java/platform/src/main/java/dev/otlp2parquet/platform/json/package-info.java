/**
 * JSON (RFC 8259): small documents as trees, large ones pulled, and a writer. Integers keep all 64 bits, since snapshot ids and
 * sequence numbers pass 2^53.
 */
package dev.otlp2parquet.platform.json;
