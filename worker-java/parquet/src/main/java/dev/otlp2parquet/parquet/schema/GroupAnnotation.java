package dev.otlp2parquet.parquet.schema;

/** What a group means (LogicalTypes.md, "Nested Types"): a plain struct, a 3-level list or a map. */
public enum GroupAnnotation {
    NONE,
    LIST,
    MAP
}
