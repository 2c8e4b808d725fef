/** Ports that end within the time that Lambda leaves for an invocation. */
package dev.otlp2parquet.lambda.limit;
