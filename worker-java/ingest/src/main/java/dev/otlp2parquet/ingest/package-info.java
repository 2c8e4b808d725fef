/**
 * From an HTTP request to stored files, the same on every host.
 *
 * <p>{@link dev.otlp2parquet.ingest.Gateway} decides what a request is before any of its body is read;
 * {@link dev.otlp2parquet.ingest.Receiver} decodes the body, stores its rows and answers. Both are plain blocking Java
 * over the interfaces of {@code dev.otlp2parquet.ingest.port}; a host (Worker, JVM server, Lambda) supplies those and
 * moves bytes, and holds no rule of its own. Where rows go is a {@code Destination}: plain files, or tables of a catalog
 * by the package {@code lake}.
 */
package dev.otlp2parquet.ingest;
