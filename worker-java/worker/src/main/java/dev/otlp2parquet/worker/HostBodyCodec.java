package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.BodyCodec;

/**
 * zstd, or gzip if the host lacks zstd. Their first bytes distinguish them (RFC 8878, section 3.1.1; RFC 1952, section
 * 2.3.1).
 */
final class HostBodyCodec implements BodyCodec {

    private static final int GZIP = 1;
    private static final int ZSTD = 2;

    private static final byte ZSTD_FIRST_BYTE = 0x28;

    private final HostRequest request;

    HostBodyCodec(HostRequest request) {
        this.request = request;
    }

    @Override
    public byte[] compress(byte[] data, int offset, int length) {
        Window.fillOutbox(request, data, offset, length);
        return Window.takeInbox(request, Host.compress(request, Host.canCompress(ZSTD) == 1 ? ZSTD : GZIP));
    }

    @Override
    public byte[] decompress(byte[] compressed, int length) {
        boolean zstd = compressed.length > 0 && compressed[0] == ZSTD_FIRST_BYTE;
        Window.fillOutbox(request, compressed, 0, compressed.length);
        int found;
        try {
            found = Host.decompress(request, zstd ? ZSTD : GZIP, length);
        } catch (HostFailure e) {
            throw new IllegalArgumentException("a stored body is damaged: " + e.getMessage(), e);
        }
        if (found != length) {
            throw new IllegalArgumentException(
                    "a stored body is damaged: expected " + length + " bytes, found " + found);
        }
        return Window.takeInbox(request, found);
    }
}
