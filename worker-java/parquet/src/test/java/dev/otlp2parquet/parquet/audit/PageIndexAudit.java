package dev.otlp2parquet.parquet.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import dev.otlp2parquet.testkit.parquet.ParquetJava.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.BoundaryOrder;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;

/** Audits column index and offset index of a chunk against its pages and its rows (PageIndex.md). */
final class PageIndexAudit {
    private final String where;
    private final ParquetJava reader;
    private final ColumnChunkMetaData chunk;
    private final LeafEntries leaf;
    private final int from;
    private final int to;
    private final WriterOptions options;
    private final List<Page> pages;

    PageIndexAudit(
            String where,
            ParquetJava reader,
            ColumnChunkMetaData chunk,
            LeafEntries leaf,
            int from,
            int to,
            WriterOptions options,
            List<Page> pages) {
        this.where = where;
        this.reader = reader;
        this.chunk = chunk;
        this.leaf = leaf;
        this.from = from;
        this.to = to;
        this.options = options;
        this.pages = pages;
    }

    void check() {
        OffsetIndex offsets = reader.offsetIndex(chunk);
        if (!options.singlePageIndexes() && !reader.hasSeveralPages()) {
            assertNull(offsets, where + ": offset index although all chunks have one page");
            assertNull(reader.columnIndex(chunk), where + ": column index although all chunks have one page");
            return;
        }
        assertNotNull(offsets, where + ": offset index");
        assertEquals(pages.size(), offsets.getPageCount(), where + ": pages in the offset index");
        List<ExpectedBounds> bounds = new ArrayList<>();
        List<Long> nulls = new ArrayList<>();
        for (int p = 0; p < pages.size(); p++) {
            String place = where + ", data page " + p;
            Page page = pages.get(p);
            assertEquals(page.headerOffset(), offsets.getOffset(p), place + ": offset");
            assertEquals(
                    page.end() - page.headerOffset(),
                    offsets.getCompressedPageSize(p),
                    place + ": size with the header");
            int first = Math.toIntExact(offsets.getFirstRowIndex(p));
            int next = p + 1 < pages.size() ? Math.toIntExact(offsets.getFirstRowIndex(p + 1)) : to - from;
            assertTrue(p > 0 || first == 0, place + ": first row " + first);
            assertTrue(first < next, place + ": no rows, begins at " + first + ", the next at " + next);
            List<Object> entries = leaf.entries(from + first, from + next);
            assertEquals(
                    entries.size(),
                    page.header().getData_page_header().getNum_values(),
                    place + ": values of its rows " + first + " to " + next);
            int bytes = page.header().getUncompressed_page_size();
            assertTrue(next - first == 1 || bytes <= options.pageBytes(), place + ": " + bytes + " bytes");
            bounds.add(new ExpectedBounds(leaf.field(), entries, options.boundBytes()));
            nulls.add(entries.stream().filter(Objects::isNull).count());
        }
        ColumnIndex index = reader.columnIndex(chunk);
        boolean withNan = false;
        for (int p = 0; p < pages.size(); p++) {
            withNan |= !bounds.get(p).exist() && nulls.get(p) < entriesOf(p);
        }
        if (withNan) {
            // Neither a bound nor a null page: such a chunk cannot have a column index.
            assertTrue(index == null, where + ": column index although a page holds a NaN");
            return;
        }
        assertNotNull(index, where + ": column index");
        checkColumnIndex(index, bounds, nulls);
    }

    private int entriesOf(int page) {
        return pages.get(page).header().getData_page_header().getNum_values();
    }

    private void checkColumnIndex(ColumnIndex index, List<ExpectedBounds> bounds, List<Long> nulls) {
        assertEquals(nulls, index.getNullCounts(), where + ": null counts of the pages");
        for (int p = 0; p < pages.size(); p++) {
            String place = where + ", column index of page " + p;
            boolean nullPage = nulls.get(p) == entriesOf(p);
            assertEquals(nullPage, index.getNullPages().get(p), place + ": null page");
            if (nullPage) {
                assertEquals(0, index.getMinValues().get(p).remaining(), place + ": min of a null page");
                assertEquals(0, index.getMaxValues().get(p).remaining(), place + ": max of a null page");
            } else {
                byte[] min = Bytes.of(index.getMinValues().get(p)).toArray();
                byte[] max = Bytes.of(index.getMaxValues().get(p)).toArray();
                bounds.get(p).check(place, min, max);
            }
        }
        List<ExpectedBounds> present =
                bounds.stream().filter(ExpectedBounds::exist).toList();
        BoundaryOrder expected = sorted(present, 1)
                ? BoundaryOrder.ASCENDING
                : sorted(present, -1) ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
        assertEquals(expected, index.getBoundaryOrder(), where + ": boundary order");
    }

    /** By the values before cutting, which keeps their order. */
    private boolean sorted(List<ExpectedBounds> pages, int direction) {
        Comparator<Object> order = ExpectedBounds.order(leaf.field());
        for (int i = 1; i < pages.size(); i++) {
            ExpectedBounds previous = pages.get(i - 1);
            ExpectedBounds next = pages.get(i);
            if (direction * order.compare(previous.least(), next.least()) > 0
                    || direction * order.compare(previous.greatest(), next.greatest()) > 0) {
                return false;
            }
        }
        return true;
    }
}
