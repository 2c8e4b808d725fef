/**
 * A client of the Iceberg REST catalog API (open-api/rest-catalog-open-api.yaml): configuration, namespaces, tables,
 * commits.
 */
package dev.otlp2parquet.iceberg.rest;
