package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import dev.otlp2parquet.parquet.internal.format.CompactWriter;
import dev.otlp2parquet.parquet.internal.format.DataPageHeader;
import dev.otlp2parquet.parquet.internal.format.DictionaryPageHeader;
import dev.otlp2parquet.parquet.internal.format.Encoding;
import dev.otlp2parquet.parquet.internal.format.OffsetIndex;
import dev.otlp2parquet.parquet.internal.format.PageHeader;
import dev.otlp2parquet.parquet.internal.format.PageLocation;
import dev.otlp2parquet.parquet.internal.format.PageType;
import java.util.ArrayList;
import java.util.List;

/** Compresses the encoded pages of a chunk into the file, each behind its header (parquet.thrift, {@code PageHeader}). */
final class PageStore {

    /**
     * A chunk of fewer bytes is stored as it is. Files of 100 rows stay as small, to the byte, with a limit of 160 as without
     * one, and take a fifth less time: a call costs more than what it can save here.
     */
    private static final int MIN_COMPRESSED = 128;

    /**
     * A chunk of fewer bytes is compressed by Snappy where zstd was asked for: a call of the host's zstd takes as long as compressing
     * ten kilobytes, most of it for making a context, and Snappy is our own. Each chunk names its codec. Figures:
     * docs/benchmarks/notes.md.
     */
    private static final int MIN_ZSTD = 1024;

    private final Compressor compressor;
    private final Compressor small;
    private final ByteSink compressed = new ByteSink(1 << 12);

    PageStore(Compressor compressor) {
        this.compressor = compressor;
        this.small = compressor.codec() == Codec.ZSTD ? new SnappyCompressor() : compressor;
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
            FileBytes file) {
        long start = file.position();
        if (compressor.codec() != Codec.UNCOMPRESSED && body.size() >= MIN_COMPRESSED) {
            Compressor by = body.size() < MIN_ZSTD ? small : compressor;
            Stored stored = store(by, body, dictionaryEnd, dictionarySize, pages, encoding, file);
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
            FileBytes file) {
        long start = file.position();
        long saved = 0;
        if (dictionarySize > 0) {
            DictionaryPageHeader header = new DictionaryPageHeader(dictionarySize, Encoding.PLAIN);
            saved += storePage(by, null, header, body, 0, dictionaryEnd, file);
        }
        long dataStart = file.position();
        List<PageLocation> locations = new ArrayList<>(pages.size());
        for (ChunkPage page : pages) {
            long pageStart = file.position();
            DataPageHeader header = new DataPageHeader(page.entries(), encoding.thrift());
            saved += storePage(by, header, null, body, page.bodyFrom(), page.bodyTo(), file);
            locations.add(new PageLocation(pageStart, (int) (file.position() - pageStart), page.firstRow()));
        }
        long size = file.position() - start;
        return new Stored(
                by.codec(), dictionarySize > 0 ? start : -1, dataStart, size, size + saved, new OffsetIndex(locations));
    }

    /** Appends one page, of one header or the other, and returns how many bytes compression saved. */
    private int storePage(
            Compressor by,
            DataPageHeader dataHeader,
            DictionaryPageHeader dictionaryHeader,
            ByteSink body,
            int from,
            int to,
            FileBytes file) {
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
        PageType type = dataHeader != null ? PageType.DATA_PAGE : PageType.DICTIONARY_PAGE;
        new CompactWriter(file.sink()).write(new PageHeader(type, to - from, length, dataHeader, dictionaryHeader));
        file.sink().write(bytes, offset, length);
        return to - from - length;
    }
}
