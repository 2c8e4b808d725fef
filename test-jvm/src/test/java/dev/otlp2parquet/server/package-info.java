/** The server as a process of its own. */
package dev.otlp2parquet.server;
