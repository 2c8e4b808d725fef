/**
 * OTLP in the protobuf binary encoding: decoders over {@link com.google.protobuf.CodedInputStream} that fill the model
 * without message objects. They read as generated code would (proto3: the last single value wins, messages are merged,
 * repeated numbers come packed or not, unknown fields and known fields of another wire type are passed over), and check
 * besides what OTLP asks for.
 */
package dev.otlp2parquet.otlp.internal.protobuf;
