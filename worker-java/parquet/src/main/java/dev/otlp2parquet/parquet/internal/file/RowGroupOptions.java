package dev.otlp2parquet.parquet.internal.file;

/**
 * The caller's options for row groups.
 *
 * @param anyEncoding whether top-level columns may have encodings besides PLAIN and dictionary
 * @param rows limit of rows per row group
 * @param bytes limit of bytes of a row group's pages before compression; a single larger row exceeds it
 * @param pageBytes limit of bytes of a page before compression; a single larger row exceeds it
 * @param boundBytes limit of bytes of a bound of byte strings; exceeded if no upper bound is that short
 */
public record RowGroupOptions(boolean anyEncoding, int rows, int bytes, int pageBytes, int boundBytes) {}
