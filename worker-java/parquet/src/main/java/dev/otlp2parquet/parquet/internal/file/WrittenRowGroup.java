package dev.otlp2parquet.parquet.internal.file;

import java.util.List;

/**
 * A row group in the file.
 *
 * @param offset of its first page
 * @param compressedSize bytes of all pages with their headers
 * @param uncompressedSize the same if no page were compressed
 */
record WrittenRowGroup(long offset, long compressedSize, long uncompressedSize, int rows, List<WrittenChunk> chunks) {}
