/**
 * Appends files to a table (specification, "Optimistic Concurrency", "Snapshots"; REST API, {@code updateTable}).
 *
 * <p>An append is prepared once: it chooses its snapshot id and writes its manifests. Then it is attempted until its
 * outcome is known. Every attempt has the same snapshot id, so no two of them can both succeed. After an unknown
 * outcome the id shows whether the append is in the table. Between the steps it can be stored as JSON, and another
 * process can resume it. Nothing is ever deleted.
 */
package dev.otlp2parquet.iceberg.commit;
