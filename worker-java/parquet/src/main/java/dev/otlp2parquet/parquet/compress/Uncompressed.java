package dev.otlp2parquet.parquet.compress;

import dev.otlp2parquet.parquet.bytes.ByteSink;

/** The codec that does nothing. */
final class Uncompressed implements Compressor {

    static final Compressor INSTANCE = new Uncompressed();

    private Uncompressed() {}

    @Override
    public Codec codec() {
        return Codec.UNCOMPRESSED;
    }

    @Override
    public void compress(byte[] source, int offset, int length, ByteSink sink) {
        sink.write(source, offset, length);
    }
}
