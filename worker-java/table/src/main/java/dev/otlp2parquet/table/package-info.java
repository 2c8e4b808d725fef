/**
 * Tables as values ({@link dev.otlp2parquet.table.TableShape}), rows of them in memory, and what turns requests into rows ({@link
 * dev.otlp2parquet.table.Feed}). To store rows of a new kind is to bring a shape and a feed; nothing below or beside changes.
 */
package dev.otlp2parquet.table;
