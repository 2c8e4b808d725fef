package dev.otlp2parquet.parquet.file;

import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;

/** What the footer and the column index say of a chunk (parquet.thrift, {@code ColumnMetaData}; PageIndex.md). */
final class ChunkMetadata {

    private final LeafColumn column;
    private final LeafValues values;
    private final int boundBytes;

    ChunkMetadata(LeafColumn column, LeafValues values, int boundBytes) {
        this.column = column;
        this.values = values;
        this.boundBytes = boundBytes;
    }

    ColumnChunk columnChunk(
            PageStore.Stored stored, ValueEncoding encoding, int pages, int entries, int nulls, Bounds bounds) {
        ColumnMetaData metadata = new ColumnMetaData(
                SchemaElements.type(column.field().type()),
                encodings(encoding),
                column.path(),
                codec(stored.codec()),
                entries,
                stored.uncompressedSize(),
                stored.compressedSize(),
                stored.dataOffset());
        List<PageEncodingStats> encodingStats = new ArrayList<>(2);
        if (stored.dictionaryOffset() >= 0) {
            metadata.setDictionary_page_offset(stored.dictionaryOffset());
            encodingStats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        encodingStats.add(new PageEncodingStats(PageType.DATA_PAGE, encoding.thrift(), pages));
        metadata.setEncoding_stats(encodingStats);
        metadata.setStatistics(statistics(nulls, bounds));
        // The offset of a copy of the metadata behind the chunk, which nobody writes: 0 says so.
        ColumnChunk chunk = new ColumnChunk(0);
        chunk.setMeta_data(metadata);
        return chunk;
    }

    private List<Encoding> encodings(ValueEncoding encoding) {
        List<Encoding> all = new ArrayList<>(3);
        if (column.maxDefinitionLevel() > 0) {
            all.add(Encoding.RLE);
        }
        if (encoding == ValueEncoding.RLE_DICTIONARY) {
            all.add(Encoding.PLAIN);
        }
        all.add(encoding.thrift());
        return all;
    }

    private Statistics statistics(int nulls, Bounds bounds) {
        Statistics statistics = new Statistics();
        statistics.setNull_count(nulls);
        if (column.field().type() == PhysicalType.DOUBLE) {
            statistics.setNan_count(bounds.nans());
        }
        if (bounds.isPresent()) {
            Bound lower = values.lowerBound(bounds.min(), boundBytes);
            statistics.setMin_value(ByteBuffer.wrap(lower.bytes()));
            statistics.setIs_min_value_exact(lower.isExact());
            Bound upper = values.upperBound(bounds.max(), boundBytes);
            statistics.setMax_value(ByteBuffer.wrap(upper.bytes()));
            statistics.setIs_max_value_exact(upper.isExact());
        }
        return statistics;
    }

    /** Null where a page has values but none to compare: such a page can neither be skipped nor be said to hold only nulls. */
    ColumnIndex columnIndex(List<ChunkPage> pages) {
        List<Boolean> nullPages = new ArrayList<>(pages.size());
        List<ByteBuffer> mins = new ArrayList<>(pages.size());
        List<ByteBuffer> maxes = new ArrayList<>(pages.size());
        List<Long> nullCounts = new ArrayList<>(pages.size());
        List<Long> nanCounts = new ArrayList<>(pages.size());
        for (ChunkPage page : pages) {
            boolean allNull = page.nulls() == page.entries();
            Bounds bounds = page.bounds();
            if (!allNull && !bounds.isPresent()) {
                return null;
            }
            nullPages.add(allNull);
            mins.add(ByteBuffer.wrap(
                    allNull
                            ? new byte[0]
                            : values.lowerBound(bounds.min(), boundBytes).bytes()));
            maxes.add(ByteBuffer.wrap(
                    allNull
                            ? new byte[0]
                            : values.upperBound(bounds.max(), boundBytes).bytes()));
            nullCounts.add((long) page.nulls());
            nanCounts.add(bounds.nans());
        }
        ColumnIndex index = new ColumnIndex(nullPages, mins, maxes, boundaryOrder(pages));
        index.setNull_counts(nullCounts);
        if (column.field().type() == PhysicalType.DOUBLE) {
            index.setNan_counts(nanCounts);
        }
        return index;
    }

    /** Pages of nulls do not count. Cutting bounds keeps their order. */
    private BoundaryOrder boundaryOrder(List<ChunkPage> pages) {
        boolean ascending = true;
        boolean descending = true;
        Bounds last = null;
        for (ChunkPage page : pages) {
            Bounds next = page.bounds();
            if (!next.isPresent()) {
                continue;
            }
            if (last != null) {
                int mins = values.compareTokens(last.min(), next.min());
                int maxes = values.compareTokens(last.max(), next.max());
                ascending &= mins <= 0 && maxes <= 0;
                descending &= mins >= 0 && maxes >= 0;
            }
            last = next;
        }
        return ascending ? BoundaryOrder.ASCENDING : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }

    private static CompressionCodec codec(Codec codec) {
        return switch (codec) {
            case UNCOMPRESSED -> CompressionCodec.UNCOMPRESSED;
            case SNAPPY -> CompressionCodec.SNAPPY;
            case GZIP -> CompressionCodec.GZIP;
            case ZSTD -> CompressionCodec.ZSTD;
        };
    }
}
