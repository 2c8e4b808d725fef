/**
 * The shape of a Parquet file: fields, repetition, annotations, field ids
 * (parquet-format: README "Metadata", LogicalTypes.md).
 */
package dev.otlp2parquet.parquet.schema;
