/** Puts the server together: configuration, host, HTTP. */
package dev.otlp2parquet.server.serve;
