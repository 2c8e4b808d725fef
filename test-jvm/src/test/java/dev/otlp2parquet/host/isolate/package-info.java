/** The core over the host of the server: real threads, real SQLite files, real failures. */
package dev.otlp2parquet.host.isolate;
