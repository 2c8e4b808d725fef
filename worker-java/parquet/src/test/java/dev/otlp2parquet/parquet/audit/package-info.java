/**
 * Checks of a whole file against the rows that it was written from: every count, bound, offset and index in it is computed a
 * second time from the rows, simply and slowly, and compared with what parquet-java reads.
 */
package dev.otlp2parquet.parquet.audit;
