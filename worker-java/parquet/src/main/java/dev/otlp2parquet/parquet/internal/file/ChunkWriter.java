package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.internal.bloom.SplitBlockBloomFilter;
import dev.otlp2parquet.parquet.internal.encoding.RleBitPackingHybridEncoder;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes column chunks: levels and values of a leaf in a row group as one dictionary page, if a dictionary pays, and data pages
 * of version 1. First all pages are encoded side by side, then compressed into the file; a chunk that does not get smaller is
 * stored uncompressed.
 *
 * <p>Keeps its memory from chunk to chunk.
 */
final class ChunkWriter {

    private final RowGroupOptions options;
    private final PageStore pageStore;
    private final Stripe stripe = new Stripe();
    private final NumberValues numbers = new NumberValues();
    private final BinaryValues binaries;
    private final EncodingTrial trial;
    private final ChunkDictionary dictionary = new ChunkDictionary();
    private final ChunkFilter chunkFilter = new ChunkFilter();
    private final PageSplit split = new PageSplit();
    private final RleBitPackingHybridEncoder hybrid = new RleBitPackingHybridEncoder();
    private final ByteSink body = new ByteSink(1 << 12);

    ChunkWriter(RowGroupOptions options, Compressor compressor) {
        this.options = options;
        this.binaries = new BinaryValues(compressor.codec() != Codec.UNCOMPRESSED);
        this.trial = new EncodingTrial(compressor);
        this.pageStore = new PageStore(compressor);
    }

    /** Of the batch whose chunks come next; see {@link dev.otlp2parquet.parquet.column.RowBatch#hashSeed}. */
    void useHashSeed(long seed) {
        numbers.useHashSeed(seed);
    }

    /** Values of a leaf's kind, turned to that leaf. */
    private LeafValues valuesOf(RecordShredder shredder) {
        LeafValues values = shredder.leaf() instanceof BinaryColumn ? binaries : numbers;
        values.bind(shredder.leaf());
        return values;
    }

    /**
     * Appends the chunk of a leaf for the positions [from, to) of a selection, at least one, to the file.
     *
     * @param filtered whether the chunk should have a Bloom filter, if one pays; only for byte strings
     */
    WrittenChunk write(
            LeafColumn column,
            RecordShredder shredder,
            RowSelection rows,
            int from,
            int to,
            boolean filtered,
            FileBytes file) {
        shredder.shred(rows, from, to, stripe);
        LeafValues values = valuesOf(shredder);
        values.begin(stripe);
        ValueEncoding encoding = chooseEncoding(column, values);
        body.clear();
        if (encoding == ValueEncoding.RLE_DICTIONARY) {
            values.writeDictionary(dictionary, body);
        }
        int dictionaryEnd = body.size();
        int width = encoding == ValueEncoding.RLE_DICTIONARY ? dictionary.width() : 0;
        split.split(column, stripe, values, encoding, width, options.pageBytes());
        List<ChunkPage> pages = encodePages(column, values, encoding);
        int dictionarySize = encoding == ValueEncoding.RLE_DICTIONARY ? dictionary.size() : 0;
        PageStore.Stored stored = pageStore.store(body, dictionaryEnd, dictionarySize, pages, encoding, file);
        Bounds bounds = new Bounds();
        for (ChunkPage page : pages) {
            values.merge(bounds, page.bounds());
        }
        int nulls = stripe.entries() - stripe.values();
        ChunkMetadata metadata = new ChunkMetadata(column, values, options.boundBytes());
        return new WrittenChunk(
                metadata.columnMetaData(stored, encoding, pages.size(), stripe.entries(), nulls, bounds),
                metadata.columnIndex(pages),
                stored.offsetIndex(),
                filtered ? bloomFilter(values) : null);
    }

    /** The smallest that the profile allows. Leaves the dictionary filled if it is the one chosen. */
    private ValueEncoding chooseEncoding(LeafColumn column, LeafValues values) {
        if (values.count() == 0 || column.field().type() == PhysicalType.BOOLEAN) {
            return ValueEncoding.PLAIN;
        }
        boolean any = options.anyEncoding() || column.isBelowListOrMap();
        return values.chooseEncoding(any, options.pageBytes(), dictionary, trial);
    }

    /** Null if there are too few distinct values. */
    private SplitBlockBloomFilter bloomFilter(LeafValues values) {
        if (values.count() < ChunkFilter.MIN_DISTINCT) {
            return null;
        }
        chunkFilter.begin();
        values.collectHashes(chunkFilter);
        return chunkFilter.filter();
    }

    private List<ChunkPage> encodePages(LeafColumn column, LeafValues values, ValueEncoding encoding) {
        List<ChunkPage> pages = new ArrayList<>(split.pages());
        int row = 0;
        int entry = 0;
        int value = 0;
        for (int i = 0; i < split.pages(); i++) {
            int rowEnd = split.rowEnd(i);
            int entryEnd = stripe.entryEnd(rowEnd - 1);
            int valueEnd = stripe.valueEnd(rowEnd - 1);
            int bodyFrom = body.size();
            writeLevels(stripe.repetitionLevels(), column.maxRepetitionLevel(), entryEnd - entry);
            writeLevels(stripe.definitionLevels(), column.maxDefinitionLevel(), entryEnd - entry);
            writeValues(values, encoding, value, valueEnd);
            Bounds bounds = collectBounds(values, encoding, value, valueEnd);
            int nulls = entryEnd - entry - (valueEnd - value);
            pages.add(new ChunkPage(row, entryEnd - entry, nulls, bounds, bodyFrom, body.size()));
            row = rowEnd;
            entry = entryEnd;
            value = valueEnd;
        }
        return pages;
    }

    /** Data page version 1: the runs with their length in front; nothing where there is only one level (README.md, "Data Pages"). */
    private void writeLevels(LevelRuns levels, int max, int entries) {
        if (max == 0) {
            return;
        }
        int lengthAt = body.reserve(4);
        body.advance(4);
        hybrid.begin(body, RleBitPackingHybridEncoder.width(max));
        levels.write(entries, hybrid);
        hybrid.finish();
        ByteSink.putInt(body.array(), lengthAt, body.size() - lengthAt - 4);
    }

    private void writeValues(LeafValues values, ValueEncoding encoding, int from, int to) {
        if (encoding == ValueEncoding.RLE_DICTIONARY) {
            body.write(dictionary.width());
            hybrid.begin(body, dictionary.width());
            hybrid.putAll(dictionary.indexes(), from, to);
            hybrid.finish();
        } else {
            values.write(encoding, from, to, body);
        }
    }

    private Bounds collectBounds(LeafValues values, ValueEncoding encoding, int from, int to) {
        Bounds bounds = new Bounds();
        // NaNs are counted, so that doubles need a look at each value.
        boolean wholeDictionary = encoding == ValueEncoding.RLE_DICTIONARY && to - from == values.count();
        if (wholeDictionary && !values.countsNans()) {
            for (int i = 0; i < dictionary.size(); i++) {
                values.collectBounds(dictionary.token(i), bounds);
            }
        } else {
            values.collectBounds(from, to, bounds);
        }
        return bounds;
    }
}
