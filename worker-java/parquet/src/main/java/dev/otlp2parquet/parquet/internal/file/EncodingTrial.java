package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.internal.encoding.RleBitPackingHybridEncoder;
import java.util.List;

/**
 * Which encoding is the smallest once it is compressed, measured on the first values of a chunk. What is smaller before
 * compression often is not after it: packed indexes hide from a compressor what comes again, lengths between strings break up what
 * it would find (docs/benchmarks/notes.md, "Encodings").
 */
final class EncodingTrial {

    /** Of PLAIN. What is found in fewer bytes says little of the whole; more take more time than a wrong choice costs. */
    private static final int SAMPLE_BYTES = 1 << 15;

    /** Below this number of samples in a chunk encodings are compared by their sizes before compression. */
    private static final int MIN_SAMPLES = 2;

    private final Compressor compressor;
    private final ByteSink encoded = new ByteSink(1 << 10);
    private final ByteSink compressed = new ByteSink(1 << 10);
    private final RleBitPackingHybridEncoder hybrid = new RleBitPackingHybridEncoder();

    EncodingTrial(Compressor compressor) {
        this.compressor = compressor;
    }

    /** Whether there is compression, and enough values. */
    boolean isWorthwhile(LeafValues values) {
        return compressor.codec() != Codec.UNCOMPRESSED && values.plainBytes() >= MIN_SAMPLES * (long) SAMPLE_BYTES;
    }

    /** Number of the first values that are encoded. */
    int sampleOf(LeafValues values) {
        return (int) Math.max(1, (long) values.count() * SAMPLE_BYTES / values.plainBytes());
    }

    /**
     * The smallest encoding of a chunk, the first of equal ones.
     *
     * @param candidates at least one, without the dictionary
     * @param dictionary of the first values, or null if there is none to be written
     * @param distinct size of the dictionary of all values, about
     */
    ValueEncoding smallest(
            LeafValues values, List<ValueEncoding> candidates, ChunkDictionary dictionary, int distinct) {
        if (dictionary == null && candidates.size() == 1) {
            return candidates.get(0);
        }
        int sample = sampleOf(values);
        int known = 0;
        long distinctBytes = 0;
        ValueEncoding best = candidates.get(0);
        long bestBytes = Long.MAX_VALUE;
        if (dictionary != null) {
            known = dictionary.size();
            encoded.clear();
            values.writeDictionary(dictionary, encoded);
            distinctBytes = compressedBytes(0, encoded.size());
            encoded.clear();
            hybrid.begin(encoded, RleBitPackingHybridEncoder.width(distinct - 1));
            hybrid.putAll(dictionary.indexes(), 0, sample);
            hybrid.finish();
            best = ValueEncoding.RLE_DICTIONARY;
            bestBytes = ofAll(distinctBytes, known, distinct)
                    + ofAll(compressedBytes(0, encoded.size()), sample, values.count());
        }
        for (ValueEncoding candidate : candidates) {
            encoded.clear();
            int lengths = values.write(candidate, 0, sample, encoded);
            // Apart from each other, as in a page that is long enough for zstd to make several blocks of it.
            long bytes = compressedBytes(0, lengths) + compressedBytes(lengths, encoded.size());
            int repeated = sample - known;
            if (dictionary != null && repeated >= sample / 8 && repeated > 0) {
                // The share of values that are not new grows from the sample to the whole chunk.
                bytes = ofAll(distinctBytes, known, distinct)
                        + ofAll(Math.max(0, bytes - distinctBytes), repeated, values.count() - distinct);
            } else {
                bytes = ofAll(bytes, sample, values.count());
            }
            if (bytes < bestBytes) {
                best = candidate;
                bestBytes = bytes;
            }
        }
        return best;
    }

    /** Bytes of {@code all} things by those of the first {@code some}. */
    private static long ofAll(long bytes, int some, int all) {
        return bytes * all / Math.max(1, some);
    }

    private long compressedBytes(int from, int to) {
        if (from == to) {
            return 0;
        }
        compressed.clear();
        compressor.compress(encoded.array(), from, to - from, compressed);
        return compressed.size();
    }
}
