package dev.otlp2parquet.ingest.http;

/** One header field. Names of requests are compared without regard to case; names of answers are lower-case. */
public record Header(String name, String value) {}
