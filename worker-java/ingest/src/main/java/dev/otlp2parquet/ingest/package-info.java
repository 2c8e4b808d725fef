/**
 * From an HTTP request to its answer, the same on every host.
 *
 * <p>{@link dev.otlp2parquet.ingest.Gateway} finds the {@code Route} of a request, which decides by the head alone, before any of the
 * body is read. The result is an {@link dev.otlp2parquet.ingest.Admission}, which completes itself: {@code Receiver} decodes and
 * stores the body of OTLP requests, {@code OperatorRoute} answers operators. A further kind of request is a further route with a
 * receiver of its own. {@code Isolate} holds everything that requests share.
 *
 * <p>All of it is plain blocking Java over the ports of {@code dev.otlp2parquet.platform}. A host (Worker, JVM server, Lambda)
 * implements those and moves bytes; it has no rules of its own.
 */
package dev.otlp2parquet.ingest;
