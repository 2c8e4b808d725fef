/** A file that is larger than the heap of the process that writes it. */
package dev.otlp2parquet.parquet.large;
