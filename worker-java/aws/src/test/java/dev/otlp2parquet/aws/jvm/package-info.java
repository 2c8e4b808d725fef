/** Ports for the tests, on the JDK. */
package dev.otlp2parquet.aws.jvm;
