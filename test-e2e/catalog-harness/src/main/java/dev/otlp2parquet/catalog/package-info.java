/**
 * Iceberg's own REST catalog code (RESTCatalogAdapter over JdbcCatalog and SQLite) behind the doors of R2 Data Catalog, with
 * faults on demand. For tests and local development: everything is in memory or in one folder.
 */
package dev.otlp2parquet.catalog;
