/** What a request and an operator see of the actors. */
package dev.otlp2parquet.batching.client;
