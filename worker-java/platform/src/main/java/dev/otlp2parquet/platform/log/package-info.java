/** Structured log lines: one JSON object each, without secrets and without anything from a request's body. */
package dev.otlp2parquet.platform.log;
