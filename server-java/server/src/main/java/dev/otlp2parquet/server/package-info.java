/** The server: HTTP, gRPC, configuration and command line. */
package dev.otlp2parquet.server;
