/** Port for object storage: immutable objects by key. */
package dev.otlp2parquet.platform.bucket;
