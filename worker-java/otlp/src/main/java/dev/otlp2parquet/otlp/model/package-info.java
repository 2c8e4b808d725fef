/**
 * OTLP messages as reused scratch objects, and the sinks that receive them. Both decoders, JSON and protobuf, fill the same
 * fields in the same way. A message is valid until the call of the sink returns. Text stays bytes: a {@link
 * dev.otlp2parquet.otlp.model.Slice} refers to the request body or to an arena of the decoder.
 */
package dev.otlp2parquet.otlp.model;
