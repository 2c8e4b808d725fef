/** The ports on a JVM, for tests and for {@link dev.otlp2parquet.ingest.GoldenObjects}. */
package dev.otlp2parquet.ingest.jvm;
