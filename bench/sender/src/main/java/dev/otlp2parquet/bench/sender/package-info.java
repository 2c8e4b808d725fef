/** The load of `scripts/bench server`: senders of OTLP, each of which waits for its answer before it sends again. */
package dev.otlp2parquet.bench.sender;
