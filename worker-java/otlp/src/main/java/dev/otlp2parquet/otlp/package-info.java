/**
 * OTLP export requests in, records out: {@link dev.otlp2parquet.otlp.OtlpDecoder} reads protobuf, OTLP/JSON and JSON
 * lines and pushes what it finds into a sink per signal.
 */
package dev.otlp2parquet.otlp;
