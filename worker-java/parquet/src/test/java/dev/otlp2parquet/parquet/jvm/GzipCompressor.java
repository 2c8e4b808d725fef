package dev.otlp2parquet.parquet.jvm;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** GZIP by the JDK: one member a page. */
public final class GzipCompressor implements Compressor {
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
        sink.write(out.toByteArray(), 0, out.size());
    }
}
