package dev.otlp2parquet.lake;

/** Where stored files are registered. */
public enum CatalogMode {
    /** Nowhere: plain mode, files under Hive-style keys. */
    NONE,
    /** In R2 Data Catalog, the catalog of an R2 bucket. */
    R2,
    /** In any catalog with the Iceberg REST API. */
    REST,
    /** In a table bucket of Amazon S3 Tables, which gives each table its own bucket and maintains it. */
    S3_TABLES,
    /** In the AWS Glue Data Catalog. */
    GLUE
}
