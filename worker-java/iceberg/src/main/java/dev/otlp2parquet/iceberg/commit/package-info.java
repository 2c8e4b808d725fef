/**
 * Appending files to a table (specification, "Optimistic Concurrency", "Snapshots"; REST API, {@code updateTable}).
 *
 * <p>An append is prepared once: its snapshot id is chosen and its manifests are written. It is then attempted until its outcome
 * is known; every attempt carries the same snapshot id, so that no two of them can both succeed, and after an outcome that is
 * not known the id tells whether the append is in the table. Between the steps it can be stored as JSON and resumed by another
 * process. Nothing is ever deleted.
 */
package dev.otlp2parquet.iceberg.commit;
