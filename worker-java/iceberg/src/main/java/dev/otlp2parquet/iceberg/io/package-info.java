/** Objects of tables by their locations. */
package dev.otlp2parquet.iceberg.io;
