/** Small text formats for protocols: ASCII, UTF-8, hexadecimal digits. They take little space in Wasm. */
package dev.otlp2parquet.platform.text;
