/** Isolates that answer requests: several per process, each with the gateway of the core and a turn. */
package dev.otlp2parquet.host.isolate;
