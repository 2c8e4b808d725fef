package dev.otlp2parquet.parquet.file;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;

/**
 * A column chunk in the file, and what the end of the file says of it.
 *
 * @param columnIndex null if it cannot be written: a page has no value but NaN
 */
record WrittenChunk(
        ColumnChunk metadata,
        ColumnIndex columnIndex,
        OffsetIndex offsetIndex,
        Bounds bounds,
        long entries,
        long nulls) {}
