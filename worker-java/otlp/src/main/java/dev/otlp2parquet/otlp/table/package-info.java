/**
 * The seven tables: which columns they have ({@link dev.otlp2parquet.otlp.table.TableDefinition}), and how decoded records
 * become their rows ({@link dev.otlp2parquet.otlp.table.TableBatches}).
 */
package dev.otlp2parquet.otlp.table;
