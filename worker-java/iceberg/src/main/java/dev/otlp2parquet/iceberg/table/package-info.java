/** Tables: identifiers, metadata and snapshots (specification, "Table Metadata"; JSON of appendix C). */
package dev.otlp2parquet.iceberg.table;
