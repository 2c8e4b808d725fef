package dev.otlp2parquet.server.config;

import java.nio.file.Path;

/**
 * The files of TLS, in PEM.
 *
 * @param certificates the chain of the server
 * @param key its private key
 * @param clientAuthorities authorities of client certificates, which are then required; null if clients need none
 */
public record Tls(Path certificates, Path key, Path clientAuthorities) {}
