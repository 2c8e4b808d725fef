/** Object storage: keys to objects that never change. */
package dev.otlp2parquet.platform.bucket;
