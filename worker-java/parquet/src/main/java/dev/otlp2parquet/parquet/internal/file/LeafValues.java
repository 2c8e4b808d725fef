package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.internal.format.Bound;

/**
 * The values of a leaf in a column chunk, without nulls, in order: what is encoded and measured. One object serves all
 * leaves of its kind, one after the other. A value in a bound or a dictionary goes by its <em>token</em>: the bits of a number, the entry of a byte string.
 */
abstract sealed class LeafValues permits NumberValues, BinaryValues {

    /** Turns to another leaf. */
    abstract void bind(ColumnBuilder column);

    /** Takes the values of a chunk of the leaf; they stay valid until the next call. */
    abstract void begin(Stripe stripe);

    abstract int count();

    /** Bytes of the values in PLAIN. */
    abstract long plainBytes();

    /**
     * The smallest encoding.
     *
     * @param any whether encodings other than PLAIN and the dictionary may be used
     * @param maxDictionaryBytes size of a dictionary page, at most
     * @param dictionary filled if {@link ValueEncoding#RLE_DICTIONARY} is the one
     * @param trial for chunks that are worth it
     */
    abstract ValueEncoding chooseEncoding(
            boolean any, int maxDictionaryBytes, ChunkDictionary dictionary, EncodingTrial trial);

    /** Appends the dictionary's values in PLAIN. */
    abstract void writeDictionary(ChunkDictionary dictionary, ByteSink sink);

    /** Bits of one value in an encoding other than the dictionary, at most. */
    abstract long bits(int index, ValueEncoding encoding);

    /**
     * Appends the values [from, to) in an encoding other than the dictionary.
     *
     * @return number of the first bytes that are lengths and not values
     */
    abstract int write(ValueEncoding encoding, int from, int to, ByteSink sink);

    /**
     * Adds the hash of each distinct value, some perhaps twice.
     *
     * @throws IllegalStateException if the values are numbers, for which no filter is written
     */
    abstract void collectHashes(ChunkFilter filter);

    /** Whether NaNs may be among the values. */
    abstract boolean countsNans();

    /** Puts the values [from, to) into the bounds. */
    abstract void collectBounds(int from, int to, Bounds bounds);

    /** Puts a value of a dictionary into the bounds. */
    abstract void collectBounds(long token, Bounds bounds);

    /** Joins the bounds of a part with those of the whole. */
    abstract void merge(Bounds whole, Bounds part);

    /** Order of two tokens (parquet.thrift, {@code ColumnOrder.TYPE_ORDER}); NaN is none. */
    abstract int compareTokens(long a, long b);

    /** The bytes of a lower bound, at most {@code maxBytes} where values can be cut. */
    abstract Bound lowerBound(long token, int maxBytes);

    /** The bytes of an upper bound; not cut if no shorter one exists. */
    abstract Bound upperBound(long token, int maxBytes);
}
