/**
 * Schemas of Iceberg tables (specification, "Schemas and Data Types"; JSON of appendix C), how they follow from a Parquet
 * schema, and how a Parquet schema is matched to the schema of a table that exists already.
 */
package dev.otlp2parquet.iceberg.schema;
