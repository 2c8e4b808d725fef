package dev.otlp2parquet.parquet.schema;

/** How often a field occurs in its parent: once, at most once, any number of times (parquet.thrift, {@code FieldRepetitionType}). */
public enum Repetition {
    REQUIRED,
    OPTIONAL,
    REPEATED
}
