package dev.otlp2parquet.parquet.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import dev.otlp2parquet.testkit.parquet.ParquetJava.Page;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** Audits one column chunk: its metadata, statistics, pages; {@link PageIndexAudit} goes on with the page index. */
final class ChunkAudit {
    private final String where;
    private final ParquetJava reader;
    private final ColumnChunkMetaData chunk;
    private final ColumnMetaData thrift;
    private final LeafEntries leaf;
    private final int from;
    private final int to;
    private final WriterOptions options;

    ChunkAudit(
            String where,
            ParquetJava reader,
            ColumnChunkMetaData chunk,
            ColumnChunk thriftChunk,
            LeafEntries leaf,
            int from,
            int to,
            WriterOptions options) {
        this.where = where;
        this.reader = reader;
        this.chunk = chunk;
        this.thrift = thriftChunk.getMeta_data();
        this.leaf = leaf;
        this.from = from;
        this.to = to;
        this.options = options;
    }

    void check() {
        List<Object> entries = leaf.entries(from, to);
        assertEquals(entries.size(), chunk.getValueCount(), where + ": num_values");
        checkStatistics(entries);
        List<Page> pages = reader.pages(chunk);
        checkPages(pages, entries);
        checkEncodings(pages);
        List<Page> dataPages = pages.stream()
                .filter(page -> page.header().getType() == PageType.DATA_PAGE)
                .toList();
        new PageIndexAudit(where, reader, chunk, leaf, from, to, options, dataPages).check();
    }

    private void checkStatistics(List<Object> entries) {
        assertTrue(thrift.isSetStatistics(), where + ": statistics");
        Statistics statistics = thrift.getStatistics();
        long nulls = entries.stream().filter(Objects::isNull).count();
        assertTrue(statistics.isSetNull_count(), where + ": null count");
        assertEquals(nulls, statistics.getNull_count(), where + ": null count");
        ExpectedBounds bounds = new ExpectedBounds(leaf.field(), entries, options.boundBytes());
        byte[] min = statistics.getMin_value();
        byte[] max = statistics.getMax_value();
        bounds.check(where + ", statistics", min, max);
        if (min != null) {
            assertTrue(statistics.isSetIs_min_value_exact(), where + ": is_min_value_exact");
            assertEquals(bounds.isLeast(min), statistics.isIs_min_value_exact(), where + ": is_min_value_exact");
        }
        if (max != null) {
            assertTrue(statistics.isSetIs_max_value_exact(), where + ": is_max_value_exact");
            assertEquals(bounds.isGreatest(max), statistics.isIs_max_value_exact(), where + ": is_max_value_exact");
        }
        // And as parquet-java understands them, which drops what it does not trust.
        assertEquals(nulls, chunk.getStatistics().getNumNulls(), where + ": nulls by parquet-java");
        boolean trusted = chunk.getStatistics().hasNonNullValue();
        assertEquals(min != null && max != null, trusted, where + ": bounds trusted by parquet-java");
        if (trusted) {
            assertEquals(
                    ExpectedBounds.decode(leaf.field(), min),
                    ExpectedBounds.decode(leaf.field(), chunk.getStatistics().getMinBytes()),
                    where + ": min by parquet-java");
            assertEquals(
                    ExpectedBounds.decode(leaf.field(), max),
                    ExpectedBounds.decode(leaf.field(), chunk.getStatistics().getMaxBytes()),
                    where + ": max by parquet-java");
        }
    }

    private void checkPages(List<Page> pages, List<Object> entries) {
        long uncompressed = 0;
        long values = 0;
        for (int p = 0; p < pages.size(); p++) {
            Page page = pages.get(p);
            String place = where + ", page " + p;
            long headerBytes = page.end() - page.headerOffset() - page.header().getCompressed_page_size();
            uncompressed += headerBytes + page.header().getUncompressed_page_size();
            if (page.header().getType() == PageType.DICTIONARY_PAGE) {
                assertEquals(0, p, place + " is a dictionary");
                assertEquals(page.headerOffset(), thrift.getDictionary_page_offset(), place + ": dictionary offset");
                assertEquals(
                        Encoding.PLAIN,
                        page.header().getDictionary_page_header().getEncoding(),
                        place + ": encoding of the dictionary");
                assertTrue(
                        page.header().getDictionary_page_header().getNum_values()
                                <= entries.stream().distinct().count(),
                        place + ": the dictionary has more entries than the chunk has values");
            } else {
                assertEquals(PageType.DATA_PAGE, page.header().getType(), place + ": page type");
                DataPageHeader header = page.header().getData_page_header();
                assertEquals(Encoding.RLE, header.getDefinition_level_encoding(), place + ": definition levels");
                assertEquals(Encoding.RLE, header.getRepetition_level_encoding(), place + ": repetition levels");
                values += header.getNum_values();
            }
            if (thrift.getCodec() == org.apache.parquet.format.CompressionCodec.UNCOMPRESSED) {
                assertEquals(
                        page.header().getUncompressed_page_size(),
                        page.header().getCompressed_page_size(),
                        place + ": size of a page without codec");
            }
        }
        boolean dictionary = pages.get(0).header().getType() == PageType.DICTIONARY_PAGE;
        assertEquals(dictionary, thrift.isSetDictionary_page_offset(), where + ": dictionary offset");
        assertTrue(pages.size() > (dictionary ? 1 : 0), where + ": no data page");
        assertEquals(
                pages.get(dictionary ? 1 : 0).headerOffset(), thrift.getData_page_offset(), where + ": data offset");
        assertEquals(entries.size(), values, where + ": values of all pages");
        assertEquals(uncompressed, chunk.getTotalUncompressedSize(), where + ": total_uncompressed_size");
        if (thrift.getCodec() != org.apache.parquet.format.CompressionCodec.UNCOMPRESSED) {
            assertTrue(chunk.getTotalSize() < uncompressed, where + ": compressed, but not smaller");
        }
    }

    private void checkEncodings(List<Page> pages) {
        Set<Encoding> used = EnumSet.of(Encoding.RLE);
        Set<Encoding> ofValues = EnumSet.noneOf(Encoding.class);
        for (Page page : pages) {
            if (page.header().getType() == PageType.DICTIONARY_PAGE) {
                used.add(Encoding.PLAIN);
            } else {
                ofValues.add(page.header().getData_page_header().getEncoding());
            }
        }
        used.addAll(ofValues);
        Set<Encoding> declared = EnumSet.copyOf(thrift.getEncodings());
        assertEquals(thrift.getEncodingsSize(), declared.size(), where + ": encodings named twice");
        List<Encoding> undeclared = new ArrayList<>(used);
        undeclared.removeAll(declared);
        undeclared.remove(Encoding.RLE);
        assertEquals(List.of(), undeclared, where + ": encodings used but not declared");
        declared.removeAll(used);
        assertEquals(Set.of(), declared, where + ": encodings declared but not used");
        Set<Encoding> allowed = allowed(leaf.field().type(), chunk.getPath().size() == 1);
        assertTrue(allowed.containsAll(ofValues), where + ": " + ofValues + ", allowed are " + allowed);
        assertNotNull(thrift.getEncoding_stats(), where + ": encoding_stats");
        for (var each : thrift.getEncoding_stats()) {
            long count = pages.stream()
                    .filter(page -> page.header().getType() == each.getPage_type())
                    .filter(page -> each.getPage_type() == PageType.DICTIONARY_PAGE
                            || page.header().getData_page_header().getEncoding() == each.getEncoding())
                    .count();
            assertEquals(count, each.getCount(), where + ": encoding_stats " + each);
        }
    }

    /** iceberg.md, "Encodings that readers of Iceberg tables can read". */
    private Set<Encoding> allowed(PhysicalType type, boolean topLevel) {
        Set<Encoding> allowed = EnumSet.of(Encoding.PLAIN, Encoding.RLE_DICTIONARY);
        if (options.encodings() == EncodingProfile.MODERN || !topLevel) {
            switch (type) {
                case INT32, INT64 -> allowed.add(Encoding.DELTA_BINARY_PACKED);
                case DOUBLE -> allowed.add(Encoding.BYTE_STREAM_SPLIT);
                case BYTE_ARRAY -> {
                    allowed.add(Encoding.DELTA_LENGTH_BYTE_ARRAY);
                    allowed.add(Encoding.DELTA_BYTE_ARRAY);
                }
                case BOOLEAN, FIXED_LEN_BYTE_ARRAY -> {}
            }
        }
        return allowed;
    }
}
