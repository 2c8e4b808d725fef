/**
 * From rows in memory to data files in a bucket, and to rows of Iceberg tables. Package {@code file} writes files under
 * plain keys or under a table's location. Package {@code table} knows the tables of the catalog as they are now.
 * Package {@code commit} commits directly from the requests of one isolate.
 */
package dev.otlp2parquet.lake;
