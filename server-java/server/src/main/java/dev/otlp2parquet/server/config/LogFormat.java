package dev.otlp2parquet.server.config;

/** The form of log lines. */
public enum LogFormat {
    JSON,
    TEXT
}
