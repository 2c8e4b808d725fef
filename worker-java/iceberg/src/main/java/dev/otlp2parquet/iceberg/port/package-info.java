/**
 * What the platform gives: HTTP, objects, time, randomness. All calls block; implementations throw only what the methods
 * declare.
 */
package dev.otlp2parquet.iceberg.port;
