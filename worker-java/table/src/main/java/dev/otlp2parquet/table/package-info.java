/** Tables, and rows of them in memory. */
package dev.otlp2parquet.table;
