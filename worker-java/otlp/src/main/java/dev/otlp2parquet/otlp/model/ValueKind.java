package dev.otlp2parquet.otlp.model;

/** How to read the bytes of a rendered {@code AnyValue}. */
public enum ValueKind {
    /** The UTF-8 text of a string value, unchanged. */
    STRING,
    /**
     * JSON text of a boolean, number, array or key-value list: {@code true}, {@code 42}, {@code 1.5}, {@code [1,"a",null]},
     * {@code {"k":"v"}}. Inside a list, bytes are base64 in quotes. Doubles without a JSON number are in quotes too.
     */
    JSON,
    /** {@code NaN}, {@code Infinity} or {@code -Infinity} of a double, without quotes. JSON has no number for them. */
    NOT_FINITE,
    /** Base64 (standard alphabet, padded) of a bytes value, without quotes. */
    BYTES,
    /** No value is set. There are no bytes. */
    NULL
}
