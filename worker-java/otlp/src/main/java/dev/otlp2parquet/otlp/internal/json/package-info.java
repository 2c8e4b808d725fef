/**
 * OTLP/JSON (the protobuf JSON mapping with the exceptions of the OTLP specification, "JSON Protobuf Encoding"): a pull
 * parser over UTF-8 bytes, and decoders on it that fill the model.
 *
 * <p>Strict in JSON's grammar (RFC 8259), lenient where OTLP is: unknown fields are ignored, {@code null} is an absent
 * value, integers may be numbers or strings, enums numbers or names. A name that occurs twice in an object is treated as a
 * field that occurs twice in protobuf: single values are replaced, repeated ones appended, messages merged.
 */
package dev.otlp2parquet.otlp.internal.json;
