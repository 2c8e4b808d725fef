package dev.otlp2parquet.host.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.otlp2parquet.platform.BodyCodec;
import java.io.IOException;

/** zstd. Reads gzip too, which a Worker without zstd writes. */
public final class ZstdBodies implements BodyCodec {

    /** That of the Worker. */
    private static final int LEVEL = 1;

    private static final byte ZSTD_FIRST_BYTE = 0x28;

    private final ZstdContexts contexts = new ZstdContexts(LEVEL);

    @Override
    public byte[] compress(byte[] data, int offset, int length) {
        return contexts.compress(data, offset, length);
    }

    @Override
    public byte[] decompress(byte[] compressed, int length) {
        byte[] found;
        try {
            found = compressed.length > 0 && compressed[0] == ZSTD_FIRST_BYTE
                    ? Zstd.decompress(compressed, length)
                    : gunzip(compressed, length);
        } catch (ZstdException | IOException e) {
            if (e instanceof ZstdException failure && failure.getErrorCode() == Zstd.errMemoryAllocation()) {
                // The body is intact. As damaged it would be set aside.
                throw new OutOfMemoryError("zstd: " + e.getMessage());
            }
            throw new IllegalArgumentException("a stored body is damaged: " + e.getMessage(), e);
        }
        if (found.length != length) {
            throw new IllegalArgumentException(
                    "a stored body is damaged: expected " + length + " bytes, found " + found.length);
        }
        return found;
    }

    private static byte[] gunzip(byte[] compressed, int length) throws IOException {
        try (GzipMembers in = new GzipMembers(compressed, 1)) {
            byte[] bytes = in.readNBytes(length);
            if (in.read() >= 0) {
                throw new IOException("expected " + length + " bytes, found more");
            }
            return bytes;
        }
    }
}
