package dev.otlp2parquet.parquet.internal.format;

/**
 * The header of a Bloom filter (parquet.thrift, {@code BloomFilterHeader}). Algorithm, hash and compression are unions
 * of one member each.
 *
 * @param numBytes of the filter without this header
 */
public record BloomFilterHeader(int numBytes) implements ThriftStruct {

    /** {@code BLOCK}, {@code XXHASH} or {@code UNCOMPRESSED}: the first member of its union, an empty structure. */
    private static final ThriftStruct ONLY_MEMBER = union -> union.struct(1, empty -> {});

    @Override
    public void writeFields(CompactWriter out) {
        out.i32(1, numBytes);
        out.struct(2, ONLY_MEMBER);
        out.struct(3, ONLY_MEMBER);
        out.struct(4, ONLY_MEMBER);
    }
}
