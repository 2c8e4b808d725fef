/** Spark with Iceberg's catalog, asked for SQL and answering in lines of JSON. */
package dev.otlp2parquet.spark;
