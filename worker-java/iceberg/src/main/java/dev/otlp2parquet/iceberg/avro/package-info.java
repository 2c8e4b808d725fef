/** Apache Avro object container files (Avro specification 1.12), to the extent that Iceberg's manifests need them. */
package dev.otlp2parquet.iceberg.avro;
