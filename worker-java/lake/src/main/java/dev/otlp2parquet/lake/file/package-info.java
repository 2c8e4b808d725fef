/** From rows in memory to objects in a bucket: divides rows into files, names the files and stores them. */
package dev.otlp2parquet.lake.file;
