package dev.otlp2parquet.otlp.table;

/** What a column of the tables can hold. */
enum ColumnType {
    BOOLEAN,
    INT,
    LONG,
    DOUBLE,
    STRING,
    /** A point in time, UTC, in the unit of the table. */
    TIMESTAMP,
    /** A set of attributes: a map or a JSON text, as the table's options say. */
    ATTRIBUTES,
    STRUCT,
    LIST
}
