package dev.otlp2parquet.lake;

/** Where files are registered after they are stored. */
public enum CatalogMode {
    /** Nowhere: plain mode, files under Hive-style keys. */
    NONE,
    /** In R2 Data Catalog, the catalog of an R2 bucket. */
    R2,
    /** In any catalog that speaks the Iceberg REST API and keeps its tables in the bucket. */
    REST
}
