/**
 * Apache Iceberg for a writer: schemas, manifests, the REST catalog client, and the commit protocol. Knows nothing of OTLP or
 * Workers; it reaches the platform through {@link dev.otlp2parquet.iceberg.port}.
 */
package dev.otlp2parquet.iceberg;
