package dev.otlp2parquet.otlp.model;

/** How the bytes of a rendered {@code AnyValue} are to be read. */
public enum ValueKind {
    /** The UTF-8 text of a string value, as it is. */
    STRING,
    /**
     * JSON text of a boolean, number, array or key-value list: {@code true}, {@code 42}, {@code 1.5}, {@code [1,"a",null]},
     * {@code {"k":"v"}}. Inside a list bytes are base64 in quotes, and doubles that JSON has no number for are in quotes too.
     */
    JSON,
    /** {@code NaN}, {@code Infinity} or {@code -Infinity} of a double, without quotes: JSON has no number for them. */
    NOT_FINITE,
    /** Base64 (standard alphabet, padded) of a bytes value, without quotes. */
    BYTES,
    /** No value is set; there are no bytes. */
    NULL
}
