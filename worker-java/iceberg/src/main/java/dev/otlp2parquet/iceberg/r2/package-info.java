/** R2 Data Catalog: its address, the locations of its tables in the bucket, and its limits of writes. */
package dev.otlp2parquet.iceberg.r2;
