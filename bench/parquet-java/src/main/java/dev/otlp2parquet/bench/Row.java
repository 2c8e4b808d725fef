package dev.otlp2parquet.bench;

/** A record and what it shares with the others of its scope. */
record Row<T>(Context context, T value) {}
