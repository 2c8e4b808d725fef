package dev.otlp2parquet.otlp.table;

/** How a set of attributes is stored. */
public enum AttributesStyle {
    /** A map of strings; a value that is not a string is stored as its OTLP JSON, an absent value as null. */
    MAP,
    /** One string holding a JSON object, in which strings are quoted and numbers, arrays and objects are not. */
    JSON
}
