package dev.otlp2parquet.worker;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;

/** zstd and gzip from the host's own libraries. */
final class HostCompressor implements Compressor {

    private final HostRequest request;
    private final Codec codec;

    private HostCompressor(HostRequest request, Codec codec) {
        this.request = request;
        this.codec = codec;
    }

    /**
     * Returns a compressor for a codec. If the host lacks the codec, returns one for Snappy, which every reader
     * supports.
     */
    static Compressor of(HostRequest request, Codec codec) {
        return switch (codec) {
            case UNCOMPRESSED -> Compressor.uncompressed();
            case SNAPPY -> new SnappyCompressor();
            case GZIP, ZSTD ->
                Host.canCompress(number(codec)) == 1 ? new HostCompressor(request, codec) : new SnappyCompressor();
        };
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public void compress(byte[] source, int offset, int length, ByteSink sink) {
        Window.fillOutbox(request, source, offset, length);
        int compressed = Host.compress(request, number(codec));
        int at = sink.reserve(compressed);
        Window.takeInbox(request, sink.array(), at, compressed);
        sink.advance(compressed);
    }

    private static int number(Codec codec) {
        return switch (codec) {
            case GZIP -> 1;
            case ZSTD -> 2;
            case UNCOMPRESSED, SNAPPY -> throw new IllegalArgumentException("not the host's: " + codec);
        };
    }
}
