/** The configuration of the server: collected from a file, the environment and the command line, then checked as a whole. */
package dev.otlp2parquet.server.config;
