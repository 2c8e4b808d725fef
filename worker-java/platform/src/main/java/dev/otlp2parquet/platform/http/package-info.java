/** Requests that this program sends to others. */
package dev.otlp2parquet.platform.http;
