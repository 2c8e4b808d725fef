/** Text of protocols: ASCII, UTF-8, hexadecimal digits; small enough for Wasm. */
package dev.otlp2parquet.platform.text;
