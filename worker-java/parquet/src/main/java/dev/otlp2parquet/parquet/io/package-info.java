/** Where files go that are written from their first byte to their last: implemented by whoever has the store. */
package dev.otlp2parquet.parquet.io;
