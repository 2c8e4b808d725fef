/** The codecs that come from the platform, as libraries of the JVM provide them to tests. */
package dev.otlp2parquet.parquet.jvm;
