/**
 * OTLP in the protobuf binary encoding: decoders over {@link com.google.protobuf.CodedInputStream} that fill the model
 * without message objects. They read as generated code does (proto3: the last single value wins, messages are merged, repeated
 * numbers may be packed, unknown fields and known fields of another wire type are skipped), and also check the rules of OTLP.
 */
package dev.otlp2parquet.otlp.internal.protobuf;
