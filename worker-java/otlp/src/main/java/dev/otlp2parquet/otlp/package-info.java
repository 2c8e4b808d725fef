/**
 * OTLP export requests in, records out: {@link dev.otlp2parquet.otlp.OtlpDecoder} reads protobuf, OTLP/JSON and JSON Lines, and
 * passes the records to a sink.
 */
package dev.otlp2parquet.otlp;
