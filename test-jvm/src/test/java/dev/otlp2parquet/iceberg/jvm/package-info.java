/** Adapters of the ports on the JVM and what the tests share. */
package dev.otlp2parquet.iceberg.jvm;
