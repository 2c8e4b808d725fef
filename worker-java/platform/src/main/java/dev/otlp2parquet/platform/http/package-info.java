/** Port for HTTP requests that this program sends. */
package dev.otlp2parquet.platform.http;
