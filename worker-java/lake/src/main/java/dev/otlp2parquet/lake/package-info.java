/**
 * From rows in memory to data files in a bucket, and to rows of Iceberg tables. {@code file} writes files, under plain keys or a
 * table's location; {@code table} knows the tables of the catalog as they are now; {@code commit} commits directly from the
 * requests of one isolate.
 */
package dev.otlp2parquet.lake;
