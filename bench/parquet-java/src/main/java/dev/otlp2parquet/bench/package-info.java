/** A peer of the benchmark: protobuf-java reads OTLP, parquet-java writes the same tables as the Worker does. */
package dev.otlp2parquet.bench;
