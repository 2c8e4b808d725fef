package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.internal.bloom.XxHash64;
import dev.otlp2parquet.parquet.internal.encoding.DeltaByteArrayEncoder;
import dev.otlp2parquet.parquet.internal.encoding.DeltaLengthByteArrayEncoder;
import dev.otlp2parquet.parquet.internal.format.Bound;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import java.util.Arrays;
import java.util.List;

/** Values of BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY columns; the token is the column's entry. */
final class BinaryValues extends LeafValues {

    private static final int[] NONE = {};

    /** Bits of a length in DELTA_BINARY_PACKED, at most. */
    private static final int LENGTH_BITS = 33;

    /** Bytes of the header of DELTA_BINARY_PACKED, about, and bits that its blocks add to each value. */
    private static final int DELTA_HEADER = 8;

    private static final int DELTA_BLOCK_BITS = 1;

    /** Where one in so many values is distinct at most, the dictionary is taken without trying others. */
    private static final int FEW_DISTINCT = 8;

    /** So many bytes in common with the value before, on average, make DELTA_BYTE_ARRAY worth trying. */
    private static final int MIN_COMMON_PREFIX = 3;

    /** Values that are compared with the one before to find that out. */
    private static final int PREFIX_SAMPLE = 256;

    private static final List<ValueEncoding> PLAIN_ONLY = List.of(ValueEncoding.PLAIN);

    private static final List<ValueEncoding> LENGTHS_APART =
            List.of(ValueEncoding.PLAIN, ValueEncoding.DELTA_LENGTH_BYTE_ARRAY);

    private static final List<ValueEncoding> ALL =
            List.of(ValueEncoding.PLAIN, ValueEncoding.DELTA_LENGTH_BYTE_ARRAY, ValueEncoding.DELTA_BYTE_ARRAY);

    private final DeltaLengthByteArrayEncoder deltaLength;
    private final DeltaByteArrayEncoder delta;

    private BinaryColumn leaf;
    private boolean fixed;
    private boolean text;

    /** Entry of each value. */
    private int[] entries = NONE;

    /** Index + 1 in the dictionary of each entry of the column, 0 for entries that the chunk does not use. */
    private int[] indexes = NONE;

    private int count;

    /** Whether {@link #valueBytes} and the lengths belong to the values at hand: most chunks are written without knowing. */
    private boolean measured;

    private long valueBytes;
    private int minLength;
    private int maxLength;

    /** Place and length of values to be encoded together. */
    private int[] starts = NONE;

    private int[] lengths = NONE;

    /** @param compressed whether pages will be: lengths are then stored so that a compressor finds what comes again */
    BinaryValues(boolean compressed) {
        int widthStep = compressed ? 8 : 1;
        deltaLength = new DeltaLengthByteArrayEncoder(widthStep);
        delta = new DeltaByteArrayEncoder(widthStep);
    }

    @Override
    void bind(ColumnBuilder column) {
        PrimitiveField field = (PrimitiveField) column.field();
        leaf = column.asBinary();
        fixed = field.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
        text = field.isText();
    }

    @Override
    void begin(Stripe stripe) {
        count = stripe.values();
        if (count > entries.length) {
            entries = new int[count];
        }
        int[] slots = stripe.slots();
        for (int i = 0; i < count; i++) {
            entries[i] = leaf.entry(slots[i]);
        }
        measured = false;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    long plainBytes() {
        measure();
        return fixed ? valueBytes : valueBytes + count * 4L;
    }

    @Override
    long bits(int value, ValueEncoding encoding) {
        long bytes = leaf.entryLength(entries[value]) * 8L;
        return switch (encoding) {
            case DELTA_LENGTH_BYTE_ARRAY -> bytes + LENGTH_BITS;
            case DELTA_BYTE_ARRAY -> bytes + 2 * LENGTH_BITS;
            default -> bytes + (fixed ? 0 : 32);
        };
    }

    @Override
    int write(ValueEncoding encoding, int from, int to, ByteSink sink) {
        if (encoding == ValueEncoding.PLAIN) {
            writePlain(from, to, sink);
            return 0;
        }
        locate(from, to);
        return switch (encoding) {
            case DELTA_LENGTH_BYTE_ARRAY -> deltaLength.write(leaf.entryBytes(), starts, lengths, to - from, sink);
            case DELTA_BYTE_ARRAY -> delta.write(leaf.entryBytes(), starts, lengths, to - from, sink);
            default -> throw new IllegalArgumentException(encoding + " does not fit byte strings");
        };
    }

    private void locate(int from, int to) {
        if (to - from > starts.length) {
            starts = new int[to - from];
            lengths = new int[to - from];
        }
        for (int i = from; i < to; i++) {
            int entry = entries[i];
            starts[i - from] = leaf.entryStart(entry);
            lengths[i - from] = leaf.entryLength(entry);
        }
    }

    private void writePlain(int from, int to, ByteSink sink) {
        for (int i = from; i < to; i++) {
            writePlainEntry(entries[i], sink);
        }
    }

    /** A length in four bytes, unless it is fixed, and the bytes. */
    private void writePlainEntry(int entry, ByteSink sink) {
        int length = leaf.entryLength(entry);
        if (!fixed) {
            sink.writeInt(length);
        }
        sink.write(leaf.entryBytes(), leaf.entryStart(entry), length);
    }

    private void measure() {
        if (measured) {
            return;
        }
        long bytes = 0;
        int min = Integer.MAX_VALUE;
        int max = 0;
        for (int i = 0; i < count; i++) {
            int length = leaf.entryLength(entries[i]);
            bytes += length;
            min = Math.min(min, length);
            max = Math.max(max, length);
        }
        valueBytes = bytes;
        minLength = min;
        maxLength = max;
        measured = true;
    }

    /** A trial where it pays; else the dictionary comes first: where it is small, no other encoding can be smaller, and none is measured. */
    @Override
    ValueEncoding chooseEncoding(boolean any, int maxDictionaryBytes, ChunkDictionary dictionary, EncodingTrial trial) {
        boolean tried = leaf.entries() > count / FEW_DISTINCT && trial.isWorthwhile(this);
        if (tried) {
            ValueEncoding smallest = tryOut(any, dictionary, trial);
            if (smallest != ValueEncoding.RLE_DICTIONARY) {
                return smallest;
            }
        }
        long dictionaryBytes = Long.MAX_VALUE;
        if (leaf.isDistinct()) {
            buildDictionary(count, dictionary);
            if (dictionary.plainBytes() <= maxDictionaryBytes) {
                dictionaryBytes = dictionary.plainBytes() + dictionary.indexBytes();
                if (tried || dictionaryBytes < count * shortestEntry(dictionary)) {
                    return ValueEncoding.RLE_DICTIONARY;
                }
            }
        }
        long plain = plainBytes();
        long delta = any && !fixed ? deltaBytes() : Long.MAX_VALUE;
        if (dictionaryBytes < Math.min(plain, delta)) {
            return ValueEncoding.RLE_DICTIONARY;
        }
        return delta < plain ? ValueEncoding.DELTA_LENGTH_BYTE_ARRAY : ValueEncoding.PLAIN;
    }

    /** The encoding that is the smallest for the first values: the dictionary of the whole chunk is not even built if it is not that. */
    private ValueEncoding tryOut(boolean any, ChunkDictionary dictionary, EncodingTrial trial) {
        List<ValueEncoding> candidates = candidates(any);
        if (!leaf.isDistinct()) {
            return trial.smallest(this, candidates, null, 0);
        }
        int sample = trial.sampleOf(this);
        buildDictionary(sample, dictionary);
        long distinct = Math.min(leaf.entries(), (long) dictionary.size() * count / sample);
        return trial.smallest(this, candidates, dictionary, (int) distinct);
    }

    private List<ValueEncoding> candidates(boolean any) {
        if (!any || fixed) {
            return PLAIN_ONLY;
        }
        long common = 0;
        int tested = Math.min(count, PREFIX_SAMPLE);
        for (int i = 1; i < tested; i++) {
            common += DeltaByteArrayEncoder.commonPrefix(
                    leaf.entryBytes(),
                    leaf.entryStart(entries[i - 1]),
                    leaf.entryLength(entries[i - 1]),
                    leaf.entryStart(entries[i]),
                    leaf.entryLength(entries[i]));
        }
        return common >= (long) tested * MIN_COMMON_PREFIX ? ALL : LENGTHS_APART;
    }

    /** Gives each of the first {@code size} values an index. */
    private void buildDictionary(int size, ChunkDictionary dictionary) {
        growIndexes();
        dictionary.begin(size);
        for (int i = 0; i < size; i++) {
            int entry = entries[i];
            int index = indexes[entry] - 1;
            if (index < 0) {
                index = dictionary.addDistinct(entry, leaf.entryLength(entry) + (fixed ? 0 : 4));
                indexes[entry] = index + 1;
            }
            dictionary.add(index);
        }
        // Only what was used is cleared: a batch is written as many files, each with few of its entries.
        for (int i = 0; i < dictionary.size(); i++) {
            indexes[(int) dictionary.token(i)] = 0;
        }
    }

    private void growIndexes() {
        if (leaf.entries() > indexes.length) {
            indexes = new int[Math.max(leaf.entries(), indexes.length * 2)];
        }
    }

    private long shortestEntry(ChunkDictionary dictionary) {
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < dictionary.size(); i++) {
            shortest = Math.min(shortest, leaf.entryLength((int) dictionary.token(i)));
        }
        return shortest;
    }

    /** From above, without a look at neighbours: no difference of lengths needs more bits than that of the extremes. */
    private long deltaBytes() {
        measure();
        long width = 33L - Integer.numberOfLeadingZeros(maxLength - minLength);
        return valueBytes + DELTA_HEADER + count * (width + DELTA_BLOCK_BITS) / 8;
    }

    @Override
    void writeDictionary(ChunkDictionary dictionary, ByteSink sink) {
        for (int i = 0; i < dictionary.size(); i++) {
            writePlainEntry((int) dictionary.token(i), sink);
        }
    }

    @Override
    void collectHashes(ChunkFilter filter) {
        growIndexes();
        for (int i = 0; i < count; i++) {
            int entry = entries[i];
            if (indexes[entry] == 0) {
                indexes[entry] = 1;
                filter.add(XxHash64.hash(leaf.entryBytes(), leaf.entryStart(entry), leaf.entryLength(entry)));
            }
        }
        for (int i = 0; i < count; i++) {
            indexes[entries[i]] = 0;
        }
    }

    @Override
    boolean countsNans() {
        return false;
    }

    @Override
    void collectBounds(int from, int to, Bounds bounds) {
        // Whatever begins between the first bytes of both bounds is neither: true for nearly all of many distinct
        // values.
        int below = -1;
        int above = -1;
        for (int i = from; i < to; i++) {
            int first = firstByte(entries[i]);
            if (first > below && first < above) {
                continue;
            }
            collectBounds(entries[i], bounds);
            below = firstByte((int) bounds.min());
            above = firstByte((int) bounds.max());
        }
    }

    /** 0 for an empty value: nothing is less. */
    private int firstByte(int entry) {
        return leaf.entryLength(entry) == 0 ? 0 : leaf.entryBytes()[leaf.entryStart(entry)] & 0xFF;
    }

    @Override
    void collectBounds(long token, Bounds bounds) {
        extend(bounds, token, token);
    }

    @Override
    void merge(Bounds whole, Bounds part) {
        if (part.isPresent()) {
            extend(whole, part.min(), part.max());
        }
    }

    private void extend(Bounds bounds, long min, long max) {
        if (!bounds.isPresent()) {
            bounds.set(min, max);
            return;
        }
        bounds.set(
                compareTokens(min, bounds.min()) < 0 ? min : bounds.min(),
                compareTokens(max, bounds.max()) > 0 ? max : bounds.max());
    }

    @Override
    int compareTokens(long a, long b) {
        return a == b ? 0 : leaf.compareEntries((int) a, (int) b);
    }

    @Override
    Bound lowerBound(long token, int maxBytes) {
        byte[] value = value(token);
        byte[] cut = BoundTruncation.lower(value, maxBytes, text);
        return new Bound(cut, cut.length == value.length);
    }

    @Override
    Bound upperBound(long token, int maxBytes) {
        byte[] value = value(token);
        byte[] cut = BoundTruncation.upper(value, maxBytes, text);
        return cut == null ? new Bound(value, true) : new Bound(cut, value.length <= maxBytes);
    }

    private byte[] value(long token) {
        int from = leaf.entryStart((int) token);
        return Arrays.copyOfRange(leaf.entryBytes(), from, from + leaf.entryLength((int) token));
    }
}
