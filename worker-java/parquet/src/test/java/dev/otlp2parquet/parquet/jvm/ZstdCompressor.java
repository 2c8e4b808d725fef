package dev.otlp2parquet.parquet.jvm;

import com.github.luben.zstd.Zstd;
import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import java.util.Arrays;

/** ZSTD by zstd-jni: one frame a page. */
public final class ZstdCompressor implements Compressor {
    private static final int LEVEL = 1;

    @Override
    public Codec codec() {
        return Codec.ZSTD;
    }

    @Override
    public void compress(byte[] source, int offset, int length, ByteSink sink) {
        byte[] frame = Zstd.compress(Arrays.copyOfRange(source, offset, offset + length), LEVEL);
        sink.write(frame, 0, frame.length);
    }
}
