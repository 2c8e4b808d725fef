package dev.otlp2parquet.parquet.compress;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/**
 * Compresses pages. {@link SnappyCompressor} is part of this library; ZSTD and GZIP come from the platform (a library on the
 * JVM, the host's zlib in the Worker) through this port. The same bytes must always give the same result.
 */
public interface Compressor {

    /** The codec that a reader has to use. */
    Codec codec();

    /**
     * Appends the compressed form of a slice to {@code sink}, as Compression.md describes it for {@link #codec()}.
     *
     * @param source stays the caller's and unchanged; its content is only valid during the call
     * @param length at least 0
     */
    void compress(byte[] source, int offset, int length, ByteSink sink);

    /** Stores pages as they are. */
    static Compressor uncompressed() {
        return Uncompressed.INSTANCE;
    }
}
