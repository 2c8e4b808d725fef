/**
 * The HTTP server: Jetty in front of {@link dev.otlp2parquet.host.RequestService}. HTTP/1.1, HTTP/2 and gRPC on each port, TLS by PEM
 * files.
 */
package dev.otlp2parquet.server.http;
