/** Partition specs and sort orders of tables (specification, "Partitioning" and "Sorting"; JSON of appendix C). */
package dev.otlp2parquet.iceberg.partition;
