package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.internal.bloom.SplitBlockBloomFilter;
import dev.otlp2parquet.parquet.internal.format.BloomFilterHeader;
import dev.otlp2parquet.parquet.internal.format.ColumnChunk;
import dev.otlp2parquet.parquet.internal.format.CompactWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A written row group.
 *
 * @param offset of its first page
 * @param compressedSize bytes of all pages with their headers
 * @param uncompressedSize the same if no page were compressed
 */
public record WrittenRowGroup(
        long offset, long compressedSize, long uncompressedSize, int rows, List<WrittenChunk> chunks) {

    /** Returns roughly the bytes of memory that this object takes. It stays until the end of the file. */
    public long retainedBytes() {
        long bytes = 0;
        for (WrittenChunk chunk : chunks) {
            bytes += chunk.retainedBytes();
        }
        return bytes;
    }

    /**
     * Appends the Bloom filters of the chunks, each after its header (BloomFilter.md, "File Format"). Returns the row
     * group for the footer, without the filters.
     */
    public WrittenRowGroup writeBloomFilters(FileBytes file) {
        List<WrittenChunk> written = new ArrayList<>(chunks.size());
        for (WrittenChunk chunk : chunks) {
            SplitBlockBloomFilter filter = chunk.bloomFilter();
            if (filter == null) {
                written.add(chunk);
                continue;
            }
            long start = file.position();
            ByteSink sink = file.sink();
            new CompactWriter(sink).write(new BloomFilterHeader(filter.size()));
            filter.write(sink);
            written.add(chunk.withBloomFilterAt(new ColumnChunk.Extent(start, (int) (file.position() - start))));
        }
        return new WrittenRowGroup(offset, compressedSize, uncompressedSize, rows, written);
    }
}
