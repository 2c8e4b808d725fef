package dev.otlp2parquet.parquet.schema;

/** The meaning of a group (LogicalTypes.md, "Nested Types"): a plain struct, a 3-level list or a map. */
public enum GroupAnnotation {
    NONE,
    LIST,
    MAP
}
