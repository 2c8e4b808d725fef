/** Commits that the requests of one isolate make together. */
package dev.otlp2parquet.lake.commit;
