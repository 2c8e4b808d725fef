package dev.otlp2parquet.vectors;

import dev.otlp2parquet.parquet.ParquetFile;
import java.util.function.Supplier;

/**
 * One input of the encoder.
 *
 * @param name unique, without spaces
 * @param writer writes the file, each time the same
 */
record EncoderVector(String name, Supplier<ParquetFile> writer) {}
