/** What requests may hold in memory, each alone and all of an isolate together, and what of it they use one after the other. */
package dev.otlp2parquet.table.memory;
