/** The ports on a JVM: a bucket in a directory, compressors, HTTP. */
package dev.otlp2parquet.host;
