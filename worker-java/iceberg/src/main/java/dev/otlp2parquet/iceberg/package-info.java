/**
 * Apache Iceberg for a writer: schemas, manifests, the REST catalog client, and the commit protocol. It knows nothing
 * of OTLP or Workers. It reaches the host through the ports of {@code platform} and through
 * {@link dev.otlp2parquet.iceberg.io.ObjectIO} and {@link dev.otlp2parquet.iceberg.avro.BlockCodecs}.
 */
package dev.otlp2parquet.iceberg;
