/** R2 Data Catalog: where it is, where its tables are in the bucket, how often it may be written to. */
package dev.otlp2parquet.iceberg.r2;
