package dev.otlp2parquet.host;

import dev.otlp2parquet.host.codec.ZstdContexts;
import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compressors of pages for the JVM. */
public final class JvmCompressors {

    private JvmCompressors() {}

    /** Returns a compressor that many threads may use at the same time. */
    public static Compressor of(Codec codec) {
        return switch (codec) {
            case UNCOMPRESSED -> Compressor.uncompressed();
            case SNAPPY -> new Snappy();
            case GZIP -> new Gzip();
            case ZSTD -> new ZstdJni();
        };
    }

    /** The core's compressor is for one thread at a time, so each thread has one. */
    private static final class Snappy implements Compressor {

        private final ThreadLocal<Compressor> compressor = ThreadLocal.withInitial(SnappyCompressor::new);

        @Override
        public Codec codec() {
            return Codec.SNAPPY;
        }

        @Override
        public void compress(byte[] source, int offset, int length, ByteSink sink) {
            compressor.get().compress(source, offset, length, sink);
        }
    }

    private static final class ZstdJni implements Compressor {

        private final ZstdContexts contexts = new ZstdContexts(1);

        @Override
        public Codec codec() {
            return Codec.ZSTD;
        }

        @Override
        public void compress(byte[] source, int offset, int length, ByteSink sink) {
            contexts.compress(source, offset, length, sink::write);
        }
    }

    private static final class Gzip implements Compressor {

        @Override
        public Codec codec() {
            return Codec.GZIP;
        }

        @Override
        public void compress(byte[] source, int offset, int length, ByteSink sink) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(source, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] compressed = out.toByteArray();
            sink.write(compressed, 0, compressed.length);
        }
    }
}
