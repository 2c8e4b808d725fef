package dev.otlp2parquet.server.config;

/**
 * How the server stops.
 *
 * @param flush whether it stores and commits everything first
 * @param timeoutSecs seconds that it may take, from 1 to 3600
 */
public record Stop(boolean flush, int timeoutSecs) {}
