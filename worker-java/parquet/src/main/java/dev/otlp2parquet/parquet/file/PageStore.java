package dev.otlp2parquet.parquet.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;

/** Compresses the encoded pages of a chunk into the file, each behind its header (parquet.thrift, {@code PageHeader}). */
final class PageStore {

    /**
     * A chunk of fewer bytes is stored as it is. Files of 100 rows stay as small, to the byte, with a limit of 160 as without
     * one, and take a fifth less time: a call costs more than what it can save here.
     */
    private static final int MIN_COMPRESSED = 128;

    private final Compressor compressor;
    private final ByteSink compressed = new ByteSink(1 << 12);

    PageStore(Compressor compressor) {
        this.compressor = compressor;
    }

    /**
     * A chunk's pages in the file.
     *
     * @param dictionaryOffset of the dictionary page, or -1
     * @param dataOffset of the first data page
     * @param compressedSize bytes of the pages with their headers
     * @param uncompressedSize the same if no page were compressed
     */
    record Stored(
            Codec codec,
            long dictionaryOffset,
            long dataOffset,
            long compressedSize,
            long uncompressedSize,
            OffsetIndex offsetIndex) {}

    /**
     * Appends the pages to the file.
     *
     * @param body the dictionary page, if there is one, and the data pages, uncompressed
     * @param dictionaryEnd where the dictionary page ends in the body
     * @param dictionarySize number of its values, 0 for no dictionary
     */
    Stored store(
            ByteSink body,
            int dictionaryEnd,
            int dictionarySize,
            List<ChunkPage> pages,
            ValueEncoding encoding,
            ByteSink file) {
        int start = file.size();
        if (compressor.codec() != Codec.UNCOMPRESSED && body.size() >= MIN_COMPRESSED) {
            Stored stored = store(compressor, body, dictionaryEnd, dictionarySize, pages, encoding, file);
            if (stored.compressedSize() < stored.uncompressedSize()) {
                return stored;
            }
            file.truncate(start);
        }
        return store(Compressor.uncompressed(), body, dictionaryEnd, dictionarySize, pages, encoding, file);
    }

    private Stored store(
            Compressor by,
            ByteSink body,
            int dictionaryEnd,
            int dictionarySize,
            List<ChunkPage> pages,
            ValueEncoding encoding,
            ByteSink file) {
        ThriftSink thrift = new ThriftSink(file);
        int start = file.size();
        long saved = 0;
        if (dictionarySize > 0) {
            PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, dictionaryEnd, 0);
            header.setDictionary_page_header(new DictionaryPageHeader(dictionarySize, Encoding.PLAIN));
            saved += storePage(by, header, body, 0, dictionaryEnd, thrift, file);
        }
        int dataStart = file.size();
        List<PageLocation> locations = new ArrayList<>(pages.size());
        for (ChunkPage page : pages) {
            int pageStart = file.size();
            PageHeader header = new PageHeader(PageType.DATA_PAGE, page.bodyTo() - page.bodyFrom(), 0);
            header.setData_page_header(
                    new DataPageHeader(page.entries(), encoding.thrift(), Encoding.RLE, Encoding.RLE));
            saved += storePage(by, header, body, page.bodyFrom(), page.bodyTo(), thrift, file);
            locations.add(new PageLocation(pageStart, file.size() - pageStart, page.firstRow()));
        }
        int size = file.size() - start;
        return new Stored(
                by.codec(), dictionarySize > 0 ? start : -1, dataStart, size, size + saved, new OffsetIndex(locations));
    }

    /** Appends one page and returns how many bytes compression saved. */
    private int storePage(
            Compressor by, PageHeader header, ByteSink body, int from, int to, ThriftSink thrift, ByteSink file) {
        byte[] bytes = body.array();
        int offset = from;
        int length = to - from;
        if (by.codec() != Codec.UNCOMPRESSED) {
            // The header says how long the compressed page is, so that has to be known first.
            compressed.clear();
            by.compress(bytes, from, length, compressed);
            bytes = compressed.array();
            offset = 0;
            length = compressed.size();
        }
        header.setCompressed_page_size(length);
        thrift.write(header);
        file.write(bytes, offset, length);
        return to - from - length;
    }
}
