/** The committers: one for each table, which brings files into it exactly once. */
package dev.otlp2parquet.batching.committer;
