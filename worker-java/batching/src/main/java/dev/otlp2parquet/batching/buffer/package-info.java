/** The buffers: requests in a log of SQLite, flushed range by range into data files. */
package dev.otlp2parquet.batching.buffer;
