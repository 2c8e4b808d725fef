/** Decompression of bodies that strangers send, and of those that buffers keep. */
package dev.otlp2parquet.host.codec;
