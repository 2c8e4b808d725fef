/**
 * The Java half of the Worker: TeaVM entry points, and the ports of {@code ingest} over the functions of the host. The only module that sees
 * TeaVM; the other half is {@code worker-js-shim}.
 */
package dev.otlp2parquet.worker;
