package dev.otlp2parquet.iceberg.transform;

import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.platform.text.Utf8;

/** 32-bit hashes for bucketing: murmur3, x86 variant, seed 0, over the bytes of appendix B. */
final class BucketHash {

    private BucketHash() {}

    static int hash(PrimitiveType source, Object value) {
        return switch (source.kind()) {
            case INT, DATE -> hashLong((Integer) value);
            case LONG, TIME, TIMESTAMP, TIMESTAMPTZ -> hashLong((Long) value);
            // Both units of time hash alike, so that a table keeps its buckets when it changes from one to the other.
            case TIMESTAMP_NS, TIMESTAMPTZ_NS -> hashLong(Math.floorDiv((Long) value, 1000L));
            case STRING -> hashBytes(Utf8.encode((String) value));
            case BINARY, FIXED, UUID -> hashBytes((byte[]) value);
            case DECIMAL -> hashBytes(TwosComplement.minimal((byte[]) value));
            case BOOLEAN, FLOAT, DOUBLE, OTHER ->
                throw new IllegalArgumentException("no partition by bucket from the type " + source.name());
        };
    }

    private static int hashLong(long value) {
        byte[] bytes = new byte[8];
        ByteSink.putLong(bytes, 0, value);
        return hashBytes(bytes);
    }

    static int hashBytes(byte[] bytes) {
        int hash = 0;
        int blocks = bytes.length & ~3;
        for (int i = 0; i < blocks; i += 4) {
            int block = Slices.intAt(bytes, i);
            hash = Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = bytes.length - 1; i >= blocks; i--) {
            tail = tail << 8 | (bytes[i] & 0xFF);
        }
        hash ^= scramble(tail);
        hash ^= bytes.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }
}
