package dev.otlp2parquet.otlp.model;

/** How the bytes of a rendered {@code AnyValue} are to be read. */
public enum ValueKind {
    /** The UTF-8 text of a string value, as it is. */
    STRING,
    /**
     * JSON text of a boolean, number, array or key-value list: {@code true}, {@code 42}, {@code 1.5}, {@code "NaN"} (the
     * quotes are part of it), {@code [1,"a",null]}, {@code {"k":"v"}}. Bytes inside a list are base64 in quotes.
     */
    JSON,
    /** Base64 (standard alphabet, padded) of a bytes value, without quotes. */
    BYTES,
    /** No value is set; there are no bytes. */
    NULL
}
