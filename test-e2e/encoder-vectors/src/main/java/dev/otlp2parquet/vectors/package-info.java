/**
 * Files of the Parquet encoder that must be the same bytes wherever it runs. {@link dev.otlp2parquet.vectors.EncoderVectors} makes them;
 * {@code vectors.txt} records the length and SHA-256 of each as the JVM writes it; {@code encoder-vectors.test.ts} has workerd write them.
 */
package dev.otlp2parquet.vectors;
