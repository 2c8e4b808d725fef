/** The callers of actors: requests that hand over a body, and operators. */
package dev.otlp2parquet.batching.client;
