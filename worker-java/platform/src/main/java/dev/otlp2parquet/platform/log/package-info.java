/** Structured log lines: one JSON object each, without secrets and without parts of a request's body. */
package dev.otlp2parquet.platform.log;
