/** Ports on a JVM: a bucket in a directory, compressors, hashes, HTTP. */
package dev.otlp2parquet.host;
