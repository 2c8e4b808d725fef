/**
 * Schemas of Iceberg tables (specification, "Schemas and Data Types"; JSON of appendix C). They are derived from a
 * Parquet schema, or matched to the schema of an existing table.
 */
package dev.otlp2parquet.iceberg.schema;
