package dev.otlp2parquet.server.http;

import java.nio.file.Path;

/**
 * The PEM files of a TLS listener. They are read again when they change.
 *
 * @param certificates the certificate of the server, then those that lead to a root
 * @param key its private key, unencrypted: PKCS#8, or PKCS#1 (RSA) or SEC 1 (EC)
 * @param clientAuthorities if not null, clients must have a certificate of one of these authorities
 */
public record TlsFiles(Path certificates, Path key, Path clientAuthorities) {}
