/** From rows in memory to objects in a bucket: which rows make a file, what it is called, and putting it there. */
package dev.otlp2parquet.lake.file;
