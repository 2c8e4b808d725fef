package dev.otlp2parquet.parquet.internal.file;

/**
 * What the caller's options say of row groups.
 *
 * @param anyEncoding whether top-level columns may have encodings besides PLAIN and dictionary
 * @param rows of a row group, at most
 * @param bytes of a row group's pages before compression, at most, unless one row is larger
 * @param pageBytes of a page before compression, at most, unless one row is larger
 * @param boundBytes of a bound of byte strings, at most, unless no upper bound is that short
 */
public record RowGroupOptions(boolean anyEncoding, int rows, int bytes, int pageBytes, int boundBytes) {}
