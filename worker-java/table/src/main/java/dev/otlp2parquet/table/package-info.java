/**
 * Tables as values ({@link dev.otlp2parquet.table.TableShape}), their rows in memory, and kinds of requests
 * ({@link dev.otlp2parquet.table.Feed}). A module that stores rows of a new kind brings a shape and a feed. No module
 * below or beside it changes.
 */
package dev.otlp2parquet.table;
