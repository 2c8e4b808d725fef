/** Tables of a REST catalog as Iceberg's Java library sees them, asked for and answered in lines of JSON. */
package dev.otlp2parquet.reader;
