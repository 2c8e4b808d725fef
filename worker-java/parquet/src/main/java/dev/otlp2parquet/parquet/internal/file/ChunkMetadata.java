package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.format.BoundaryOrder;
import dev.otlp2parquet.parquet.internal.format.ColumnIndex;
import dev.otlp2parquet.parquet.internal.format.ColumnMetaData;
import dev.otlp2parquet.parquet.internal.format.Encoding;
import dev.otlp2parquet.parquet.internal.format.PageEncodingStats;
import dev.otlp2parquet.parquet.internal.format.PageType;
import dev.otlp2parquet.parquet.internal.format.Statistics;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import java.util.ArrayList;
import java.util.List;

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

    ColumnMetaData columnMetaData(
            PageStore.Stored stored, ValueEncoding encoding, int pages, int entries, int nulls, Bounds bounds) {
        List<PageEncodingStats> encodingStats = new ArrayList<>(2);
        if (stored.dictionaryOffset() >= 0) {
            encodingStats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        encodingStats.add(new PageEncodingStats(PageType.DATA_PAGE, encoding.thrift(), pages));
        return new ColumnMetaData(
                column.field().type(),
                encodings(encoding),
                column.path(),
                stored.codec(),
                entries,
                stored.uncompressedSize(),
                stored.compressedSize(),
                stored.dataOffset(),
                stored.dictionaryOffset(),
                statistics(nulls, bounds),
                encodingStats,
                null);
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
        boolean bounded = bounds.isPresent();
        return new Statistics(
                nulls,
                bounded ? values.lowerBound(bounds.min(), boundBytes) : null,
                bounded ? values.upperBound(bounds.max(), boundBytes) : null,
                countsNans() ? bounds.nans() : -1);
    }

    private boolean countsNans() {
        return column.field().type() == PhysicalType.DOUBLE;
    }

    /** Null where a page has values but no bounds: such a page can neither be skipped nor be said to hold only nulls. */
    ColumnIndex columnIndex(List<ChunkPage> pages) {
        List<Boolean> nullPages = new ArrayList<>(pages.size());
        List<byte[]> mins = new ArrayList<>(pages.size());
        List<byte[]> maxes = new ArrayList<>(pages.size());
        List<Long> nullCounts = new ArrayList<>(pages.size());
        List<Long> nanCounts = new ArrayList<>(pages.size());
        for (ChunkPage page : pages) {
            boolean allNull = page.nulls() == page.entries();
            Bounds bounds = page.bounds();
            if (!allNull && !bounds.isPresent()) {
                return null;
            }
            nullPages.add(allNull);
            mins.add(
                    allNull
                            ? new byte[0]
                            : values.lowerBound(bounds.min(), boundBytes).bytes());
            maxes.add(
                    allNull
                            ? new byte[0]
                            : values.upperBound(bounds.max(), boundBytes).bytes());
            nullCounts.add((long) page.nulls());
            nanCounts.add(bounds.nans());
        }
        return new ColumnIndex(
                nullPages, mins, maxes, boundaryOrder(pages), nullCounts, countsNans() ? nanCounts : null);
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
}
