package dev.otlp2parquet.parquet.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.encoding.DeltaBinaryPackedEncoder;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import java.util.Arrays;

/** Values of BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY columns; the token is the column's entry. */
final class BinaryValues extends LeafValues {

    private static final int[] NONE = {};

    /** Bits of a length in DELTA_BINARY_PACKED, at most. */
    private static final int LENGTH_BITS = 33;

    private final DeltaBinaryPackedEncoder lengths = new DeltaBinaryPackedEncoder();

    private BinaryColumn leaf;
    private boolean fixed;
    private boolean text;

    /** Entry of each value. */
    private int[] entries = NONE;

    /** Index + 1 in the dictionary of each entry of the column, 0 for entries that the chunk does not use. */
    private int[] indexes = NONE;

    private int count;
    private long valueBytes;

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
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            int entry = leaf.entry(slots[i]);
            entries[i] = entry;
            bytes += leaf.entryLength(entry);
        }
        valueBytes = bytes;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    long plainBytes() {
        return fixed ? valueBytes : valueBytes + count * 4L;
    }

    @Override
    long plainBits(int value) {
        return (leaf.entryLength(entries[value]) + (fixed ? 0L : 4L)) * 8;
    }

    @Override
    void writePlain(int from, int to, ByteSink sink) {
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

    @Override
    boolean buildDictionary(ChunkDictionary dictionary, long maxBytes) {
        if (!leaf.isDistinct()) {
            return false;
        }
        if (leaf.entries() > indexes.length) {
            indexes = new int[leaf.entries()];
        }
        dictionary.begin(count);
        for (int i = 0; i < count; i++) {
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
        return dictionary.plainBytes() + dictionary.indexBytes() < maxBytes;
    }

    @Override
    void writeDictionary(ChunkDictionary dictionary, ByteSink sink) {
        for (int i = 0; i < dictionary.size(); i++) {
            writePlainEntry((int) dictionary.token(i), sink);
        }
    }

    @Override
    ValueEncoding deltaEncoding() {
        return fixed ? null : ValueEncoding.DELTA_LENGTH_BYTE_ARRAY;
    }

    @Override
    long deltaBytes() {
        long[] gathered = new long[count];
        for (int i = 0; i < count; i++) {
            gathered[i] = leaf.entryLength(entries[i]);
        }
        return valueBytes + DeltaBinaryPackedEncoder.encodedBytes(gathered, 0, count, false);
    }

    @Override
    long deltaBits(int value) {
        return leaf.entryLength(entries[value]) * 8L + LENGTH_BITS;
    }

    /** DELTA_LENGTH_BYTE_ARRAY (Encodings.md, "Delta-length byte array"): all lengths, then all bytes. */
    @Override
    void writeDelta(int from, int to, ByteSink sink) {
        lengths.begin(sink, to - from, false);
        for (int i = from; i < to; i++) {
            lengths.put(leaf.entryLength(entries[i]));
        }
        lengths.finish();
        byte[] bytes = leaf.entryBytes();
        for (int i = from; i < to; i++) {
            sink.write(bytes, leaf.entryStart(entries[i]), leaf.entryLength(entries[i]));
        }
    }

    @Override
    boolean countsNans() {
        return false;
    }

    @Override
    void collectBounds(int from, int to, Bounds bounds) {
        int last = BinaryColumn.NO_ENTRY;
        for (int i = from; i < to; i++) {
            if (entries[i] != last) {
                last = entries[i];
                collectBounds(last, bounds);
            }
        }
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
