package dev.otlp2parquet.parquet.compress;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * Port: compresses pages. {@link SnappyCompressor} is part of this library. ZSTD and GZIP come from the platform: a
 * library on the JVM, the host's zlib in the Worker. The same bytes must always give the same result.
 */
public interface Compressor {

    /** Returns the codec for readers. */
    Codec codec();

    /**
     * Appends the compressed form of a slice to {@code sink} (Compression.md, for {@link #codec()}).
     *
     * @param source the caller keeps the array; its content is valid only during the call
     * @param length at least 0
     */
    void compress(byte[] source, int offset, int length, ByteSink sink);

    /** Returns a compressor that stores pages unchanged. */
    static Compressor uncompressed() {
        return Uncompressed.INSTANCE;
    }
}
