package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.BooleanColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.internal.encoding.ByteStreamSplit;
import dev.otlp2parquet.parquet.internal.encoding.DeltaBinaryPackedEncoder;
import dev.otlp2parquet.parquet.internal.format.Bound;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import java.util.List;

/**
 * Values of BOOLEAN, INT32, INT64 and DOUBLE columns, gathered as 64 bits each; these bits are the token: 0 or 1, the number
 * with its sign extended, the bits of the double.
 */
final class NumberValues extends LeafValues {

    private static final long[] NONE = {};

    /** The bits of the type, and one for 10 bytes of minimum and 4 of widths in each 128 values. */
    private static final int DELTA_BITS_INT64 = 64 + 1;

    private static final int DELTA_BITS_INT32 = 32 + 1;

    /** Where so many of the first values are distinct, as in timestamps, nothing is gained by looking at the rest. */
    private static final int TRIAL_VALUES = 1024;

    private static final int TRIAL_DISTINCT = TRIAL_VALUES * 7 / 8;

    private static final List<ValueEncoding> INTEGERS = List.of(ValueEncoding.DELTA_BINARY_PACKED, ValueEncoding.PLAIN);

    private static final List<ValueEncoding> DOUBLES = List.of(ValueEncoding.PLAIN, ValueEncoding.BYTE_STREAM_SPLIT);

    private final DeltaBinaryPackedEncoder delta = new DeltaBinaryPackedEncoder();
    private final NumberIndex index = new NumberIndex();
    private ColumnBuilder leaf;
    private PhysicalType type;
    private boolean unsigned;
    private long[] bits = NONE;
    private int count;
    private long hashSeed;

    /** Of the batches to come; dictionaries do not depend on it. */
    void useHashSeed(long seed) {
        hashSeed = seed;
    }

    @Override
    void bind(ColumnBuilder column) {
        PrimitiveField field = (PrimitiveField) column.field();
        leaf = column;
        type = field.type();
        unsigned = field.isUnsigned();
    }

    @Override
    void begin(Stripe stripe) {
        count = stripe.values();
        if (count > bits.length) {
            bits = new long[count];
        }
        int[] slots = stripe.slots();
        if (leaf instanceof LongColumn longs) {
            for (int i = 0; i < count; i++) {
                bits[i] = longs.value(slots[i]);
            }
        } else if (leaf instanceof IntColumn ints) {
            for (int i = 0; i < count; i++) {
                bits[i] = ints.value(slots[i]);
            }
        } else if (leaf instanceof DoubleColumn doubles) {
            for (int i = 0; i < count; i++) {
                bits[i] = Double.doubleToRawLongBits(doubles.value(slots[i]));
            }
        } else if (leaf instanceof BooleanColumn booleans) {
            for (int i = 0; i < count; i++) {
                bits[i] = booleans.value(slots[i]) ? 1 : 0;
            }
        } else {
            throw new IllegalStateException(leaf.path() + " does not hold numbers");
        }
    }

    @Override
    int count() {
        return count;
    }

    @Override
    long plainBytes() {
        return (count * plainBits() + 7) / 8;
    }

    private long plainBits() {
        return switch (type) {
            case BOOLEAN -> 1;
            case INT32 -> 32;
            default -> 64;
        };
    }

    private void writePlain(int from, int to, ByteSink sink) {
        switch (type) {
            case BOOLEAN -> writeBooleans(from, to, sink);
            case INT32 -> {
                int at = sink.reserve((to - from) * 4);
                byte[] out = sink.array();
                for (int i = from; i < to; i++) {
                    ByteSink.putInt(out, at, (int) bits[i]);
                    at += 4;
                }
                sink.advance((to - from) * 4);
            }
            default -> {
                int at = sink.reserve((to - from) * 8);
                byte[] out = sink.array();
                for (int i = from; i < to; i++) {
                    ByteSink.putLong(out, at, bits[i]);
                    at += 8;
                }
                sink.advance((to - from) * 8);
            }
        }
    }

    /** Bit-packed, the first value in the lowest bit. */
    private void writeBooleans(int from, int to, ByteSink sink) {
        for (int i = from; i < to; i += 8) {
            int packed = 0;
            for (int k = Math.min(to, i + 8) - 1; k >= i; k--) {
                packed = (packed << 1) | (int) bits[k];
            }
            sink.write(packed);
        }
    }

    @Override
    ValueEncoding chooseEncoding(boolean any, int maxDictionaryBytes, ChunkDictionary dictionary, EncodingTrial trial) {
        ValueEncoding best = ValueEncoding.PLAIN;
        long bestBytes = plainBytes();
        if (any && type != PhysicalType.DOUBLE) {
            long bytes = DeltaBinaryPackedEncoder.encodedBytes(bits, 0, count, type == PhysicalType.INT64);
            if (bytes < bestBytes) {
                best = ValueEncoding.DELTA_BINARY_PACKED;
                bestBytes = bytes;
            }
        }
        if (buildDictionary(dictionary, bestBytes) && dictionary.plainBytes() <= maxDictionaryBytes) {
            return ValueEncoding.RLE_DICTIONARY;
        }
        if (any && trial.isWorthwhile(this)) {
            return trial.smallest(this, type == PhysicalType.DOUBLE ? DOUBLES : INTEGERS, null, 0);
        }
        return best;
    }

    /** Gives each value an index; false as soon as it is clear that the dictionary and the indexes take {@code maxBytes}. */
    private boolean buildDictionary(ChunkDictionary dictionary, long maxBytes) {
        int size = type == PhysicalType.INT32 ? 4 : 8;
        index.begin(hashSeed);
        dictionary.begin(count);
        for (int i = 0; i < count; i++) {
            int known = dictionary.size();
            int found = index.find(bits[i], known);
            if (found == NumberIndex.NOT_FOUND) {
                return false;
            }
            if (found == known) {
                dictionary.addDistinct(bits[i], size);
                if (dictionary.plainBytes() + leastIndexBytes(dictionary) >= maxBytes) {
                    return false;
                }
            }
            dictionary.add(found);
            if (i == TRIAL_VALUES && dictionary.size() > TRIAL_DISTINCT) {
                return false;
            }
        }
        return dictionary.plainBytes() + dictionary.indexBytes() < maxBytes;
    }

    /** What the indexes of all values will take at least, now that some distinct values are known. */
    private long leastIndexBytes(ChunkDictionary dictionary) {
        int width = dictionary.width();
        return Math.min((long) count * width / 8, dictionary.size() * (2L + (width + 7) / 8));
    }

    @Override
    void writeDictionary(ChunkDictionary dictionary, ByteSink sink) {
        for (int i = 0; i < dictionary.size(); i++) {
            if (type == PhysicalType.INT32) {
                sink.writeInt((int) dictionary.token(i));
            } else {
                sink.writeLong(dictionary.token(i));
            }
        }
    }

    @Override
    long bits(int value, ValueEncoding encoding) {
        if (encoding == ValueEncoding.DELTA_BINARY_PACKED) {
            return type == PhysicalType.INT64 ? DELTA_BITS_INT64 : DELTA_BITS_INT32;
        }
        return plainBits();
    }

    @Override
    int write(ValueEncoding encoding, int from, int to, ByteSink sink) {
        switch (encoding) {
            case PLAIN -> writePlain(from, to, sink);
            case DELTA_BINARY_PACKED -> writeDelta(from, to, sink);
            case BYTE_STREAM_SPLIT ->
                ByteStreamSplit.write(bits, from, to, type == PhysicalType.INT32 ? Integer.BYTES : Long.BYTES, sink);
            default -> throw new IllegalArgumentException(encoding + " does not fit numbers");
        }
        return 0;
    }

    private void writeDelta(int from, int to, ByteSink sink) {
        delta.begin(sink, to - from, type == PhysicalType.INT64);
        for (int i = from; i < to; i++) {
            delta.put(bits[i]);
        }
        delta.finish();
    }

    @Override
    void collectHashes(ChunkFilter filter) {
        throw new IllegalStateException("Bloom filters are of byte strings");
    }

    @Override
    boolean countsNans() {
        return type == PhysicalType.DOUBLE;
    }

    @Override
    void collectBounds(int from, int to, Bounds bounds) {
        if (from == to) {
            return;
        }
        if (type == PhysicalType.DOUBLE) {
            collectDoubles(from, to, bounds);
            return;
        }
        long flip = unsigned ? Long.MIN_VALUE : 0;
        long min = bits[from] ^ flip;
        long max = min;
        for (int i = from + 1; i < to; i++) {
            long value = bits[i] ^ flip;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        extend(bounds, min ^ flip, max ^ flip);
    }

    private void collectDoubles(int from, int to, Bounds bounds) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int nans = 0;
        for (int i = from; i < to; i++) {
            double value = Double.longBitsToDouble(bits[i]);
            if (Double.isNaN(value)) {
                nans++;
            } else {
                min = value < min ? value : min;
                max = value > max ? value : max;
            }
        }
        bounds.addNans(nans);
        if (nans == 0) {
            extend(bounds, Double.doubleToRawLongBits(min), Double.doubleToRawLongBits(max));
        }
    }

    @Override
    void collectBounds(long token, Bounds bounds) {
        if (type == PhysicalType.DOUBLE && isNan(token)) {
            bounds.addNans(1);
        } else {
            extend(bounds, token, token);
        }
    }

    @Override
    void merge(Bounds whole, Bounds part) {
        whole.addNans(part.nans());
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
        if (type == PhysicalType.DOUBLE) {
            double left = Double.longBitsToDouble(a);
            double right = Double.longBitsToDouble(b);
            return left < right ? -1 : left > right ? 1 : 0;
        }
        return unsigned ? Long.compare(a ^ Long.MIN_VALUE, b ^ Long.MIN_VALUE) : Long.compare(a, b);
    }

    /** A zero becomes -0 (parquet.thrift, {@code ColumnOrder}): readers may tell the two apart, the order does not. */
    @Override
    Bound lowerBound(long token, int maxBytes) {
        return exact(isZero(token) ? Long.MIN_VALUE : token);
    }

    /** A zero becomes +0. */
    @Override
    Bound upperBound(long token, int maxBytes) {
        return exact(isZero(token) ? 0L : token);
    }

    private Bound exact(long token) {
        byte[] bytes = switch (type) {
            case BOOLEAN -> new byte[] {(byte) token};
            case INT32 -> {
                byte[] four = new byte[4];
                ByteSink.putInt(four, 0, (int) token);
                yield four;
            }
            default -> {
                byte[] eight = new byte[8];
                ByteSink.putLong(eight, 0, token);
                yield eight;
            }
        };
        return new Bound(bytes, true);
    }

    private boolean isZero(long token) {
        return type == PhysicalType.DOUBLE && (token & Long.MAX_VALUE) == 0;
    }

    private static boolean isNan(long token) {
        return Double.isNaN(Double.longBitsToDouble(token));
    }
}
