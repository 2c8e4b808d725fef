/**
 * OTLP messages as reused scratch objects. Both decoders, JSON and protobuf, fill the same fields in the same way, and
 * sinks read them; nothing here outlives the call of a sink. Text stays bytes: a {@link
 * dev.otlp2parquet.otlp.model.Slice} refers to the request body or to an arena of the decoder.
 */
package dev.otlp2parquet.otlp.model;
