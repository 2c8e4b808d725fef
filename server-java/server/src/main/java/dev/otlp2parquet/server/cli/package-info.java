/** The command line of the server. */
package dev.otlp2parquet.server.cli;
