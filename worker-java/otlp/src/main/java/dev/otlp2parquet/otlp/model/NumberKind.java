package dev.otlp2parquet.otlp.model;

/** Which member of the {@code value} of a number data point or exemplar is set. */
public enum NumberKind {
    NONE,
    DOUBLE,
    INT
}
