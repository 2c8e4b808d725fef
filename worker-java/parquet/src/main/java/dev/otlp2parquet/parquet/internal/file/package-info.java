/** From slots to levels, values, pages, column chunks, row groups and the footer. */
package dev.otlp2parquet.parquet.internal.file;
