/** Ports for files that are written from their first byte to their last. The owner of a store implements them. */
package dev.otlp2parquet.parquet.io;
