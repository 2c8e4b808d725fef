/** Apache Avro object container files (Avro specification 1.12), as far as Iceberg's manifests need them. */
package dev.otlp2parquet.iceberg.avro;
