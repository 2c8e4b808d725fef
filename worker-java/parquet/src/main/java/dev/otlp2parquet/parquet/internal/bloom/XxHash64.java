package dev.otlp2parquet.parquet.internal.bloom;

import dev.otlp2parquet.parquet.bytes.Slices;

/**
 * xxHash of 64 bits with seed 0 (xxhash_spec.md, "XXH64 Algorithm Description"): the only hash function of Parquet's
 * Bloom filters. A value is hashed as PLAIN stores it, a byte string without its length.
 */
public final class XxHash64 {

    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME3 = 0x165667B19E3779F9L;
    private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME5 = 0x27D4EB2F165667C5L;

    /** {@code PRIME1 + PRIME2}, which overflows. */
    private static final long PRIMES_1_AND_2 = 0x60EA27EEADC0B5D6L;

    /** Bytes that four accumulators take in one step. */
    private static final int STRIPE = 32;

    private XxHash64() {}

    /** Returns the hash of a slice. The caller checks its bounds. */
    public static long hash(byte[] source, int offset, int length) {
        int at = offset;
        int end = offset + length;
        long hash = PRIME5;
        if (length >= STRIPE) {
            long a = PRIMES_1_AND_2;
            long b = PRIME2;
            long c = 0;
            long d = -PRIME1;
            do {
                a = round(a, Slices.longAt(source, at));
                b = round(b, Slices.longAt(source, at + 8));
                c = round(c, Slices.longAt(source, at + 16));
                d = round(d, Slices.longAt(source, at + 24));
                at += STRIPE;
            } while (at + STRIPE <= end);
            hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        }
        return avalanche(rest(hash + length, source, at, end));
    }

    /** Fewer than 32 bytes: by 8, by 4, one by one. */
    private static long rest(long begun, byte[] source, int from, int end) {
        long hash = begun;
        int at = from;
        while (at + 8 <= end) {
            hash = Long.rotateLeft(hash ^ round(0, Slices.longAt(source, at)), 27) * PRIME1 + PRIME4;
            at += 8;
        }
        if (at + 4 <= end) {
            hash = Long.rotateLeft(hash ^ ((Slices.intAt(source, at) & 0xFFFFFFFFL) * PRIME1), 23) * PRIME2 + PRIME3;
            at += 4;
        }
        while (at < end) {
            hash = Long.rotateLeft(hash ^ ((source[at] & 0xFF) * PRIME5), 11) * PRIME1;
            at++;
        }
        return hash;
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * PRIME2, 31) * PRIME1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME1 + PRIME4;
    }

    private static long avalanche(long mixed) {
        long hash = mixed;
        hash = (hash ^ (hash >>> 33)) * PRIME2;
        hash = (hash ^ (hash >>> 29)) * PRIME3;
        return hash ^ (hash >>> 32);
    }
}
