package dev.otlp2parquet.parquet.compress;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.bytes.Slices;
import java.util.Arrays;

/**
 * Raw Snappy (google/snappy, format_description.txt; Compression.md, "SNAPPY"). Matches greedily in blocks of 64 KiB,
 * with one candidate for each hash of four bytes. Not thread-safe, because it keeps the hash table between calls.
 */
public final class SnappyCompressor implements Compressor {

    private static final int BLOCK = 1 << 16;
    private static final int HASH_BITS = 13;
    private static final int MIN_MATCH = 4;

    /** Matches are not looked for in the last bytes of a block, so that words may be read without a check. */
    private static final int MARGIN = 15;

    /** Offset + 1 in the block of the last place with a hash, 0 for none. */
    private final int[] table = new int[1 << HASH_BITS];

    @Override
    public Codec codec() {
        return Codec.SNAPPY;
    }

    @Override
    public void compress(byte[] source, int offset, int length, ByteSink sink) {
        sink.writeVarint(length);
        int end = offset + length;
        for (int at = offset; at < end; at += BLOCK) {
            compressBlock(source, at, Math.min(BLOCK, end - at), sink);
        }
    }

    private void compressBlock(byte[] source, int from, int length, ByteSink sink) {
        int end = from + length;
        int literalFrom = from;
        if (length > MARGIN) {
            Arrays.fill(table, 0);
            int limit = end - MARGIN;
            int at = from + 1;
            table[hash(Slices.intAt(source, from))] = 1;
            // Where nothing matches, steps grow: incompressible bytes are passed over quickly.
            int misses = 32;
            while (at < limit) {
                int word = Slices.intAt(source, at);
                int place = hash(word);
                int candidate = table[place] - 1 + from;
                table[place] = at - from + 1;
                if (candidate < from || Slices.intAt(source, candidate) != word) {
                    at += misses++ >>> 5;
                    continue;
                }
                misses = 32;
                int matched = MIN_MATCH;
                while (at + matched < end && source[candidate + matched] == source[at + matched]) {
                    matched++;
                }
                literal(source, literalFrom, at - literalFrom, sink);
                copy(at - candidate, matched, sink);
                at += matched;
                literalFrom = at;
                if (at < limit) {
                    table[hash(Slices.intAt(source, at - 1))] = at - from;
                }
            }
        }
        literal(source, literalFrom, end - literalFrom, sink);
    }

    /** Tag 00: the length, less one, in 6 bits, or 60 and 61 for one and two bytes of it behind the tag. */
    private static void literal(byte[] source, int from, int length, ByteSink sink) {
        if (length == 0) {
            return;
        }
        int count = length - 1;
        if (count < 60) {
            sink.write(count << 2);
        } else if (count < 1 << 8) {
            sink.write(60 << 2);
            sink.write(count);
        } else {
            sink.write(61 << 2);
            sink.write(count);
            sink.write(count >>> 8);
        }
        sink.write(source, from, length);
    }

    /** Tag 01: 4 to 11 bytes from less than 2048 back; tag 10: 1 to 64 bytes from less than 65536 back. */
    private static void copy(int distance, int length, ByteSink sink) {
        int rest = length;
        while (rest > 0) {
            if (rest >= 4 && rest <= 11 && distance < 2048) {
                sink.write(1 | ((rest - 4) << 2) | ((distance >>> 8) << 5));
                sink.write(distance);
                return;
            }
            // What remains after a step must not be 1 to 3, which the short form cannot say.
            int step = rest > 64 ? Math.min(64, rest - 4) : rest;
            sink.write(2 | ((step - 1) << 2));
            sink.write(distance);
            sink.write(distance >>> 8);
            rest -= step;
        }
    }

    private static int hash(int word) {
        return (word * 0x1E35A7BD) >>> (32 - HASH_BITS);
    }
}
