package dev.otlp2parquet.lake;

/** Where stored files are registered. */
public enum CatalogMode {
    /** Nowhere: plain mode, files under Hive-style keys. */
    NONE,
    /** In R2 Data Catalog, the catalog of an R2 bucket. */
    R2,
    /** In any catalog with the Iceberg REST API that keeps its tables in the bucket. */
    REST
}
