package dev.otlp2parquet.ingest.config;

/** Where files are registered after they are stored. */
public enum CatalogMode {
    /** Nowhere: plain mode, files under Hive-style keys. */
    NONE
}
