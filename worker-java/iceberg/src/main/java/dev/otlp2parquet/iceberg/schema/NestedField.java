package dev.otlp2parquet.iceberg.schema;

/**
 * A field of a struct, or the element, key or value of a list or map.
 *
 * @param id unique within the table and never reused
 */
public record NestedField(int id, String name, boolean required, Type type) {}
