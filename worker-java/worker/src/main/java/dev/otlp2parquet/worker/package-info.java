/**
 * The Java half of the Worker: TeaVM entry points, and the ports over the functions of the host. Only this module uses
 * TeaVM. The other half is {@code worker-js-shim}.
 */
package dev.otlp2parquet.worker;
