/**
 * Columns in memory: builders, and orders and selections of their rows.
 *
 * <p>A builder has <em>slots</em>: one for each occurrence of its field in its parent, null or not, as in Apache Arrow.
 * Definition and repetition levels are derived from the slots when a file is written. A top-level slot may stand for a
 * run of rows ({@link dev.otlp2parquet.parquet.column.ColumnBuilder#repeatLast}).
 */
package dev.otlp2parquet.parquet.column;
