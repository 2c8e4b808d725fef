package dev.otlp2parquet.worker;

import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;

/** Avro's codecs from the host's zlib and zstd, which check the limit while they decompress. */
final class HostBlockCodecs implements BlockCodecs {

    private static final int ZSTD = 2;
    private static final int RAW_DEFLATE = 4;

    private final HostRequest request;

    HostBlockCodecs(HostRequest request) {
        this.request = request;
    }

    @Override
    public byte[] deflate(byte[] source, int offset, int length) {
        Window.fillOutbox(request, source, offset, length);
        return Window.takeInbox(request, Host.compress(request, RAW_DEFLATE));
    }

    @Override
    public byte[] inflate(byte[] source, int offset, int length, int maxLength) {
        return decompress(RAW_DEFLATE, source, offset, length, maxLength);
    }

    @Override
    public byte[] unzstd(byte[] source, int offset, int length, int maxLength) {
        return decompress(ZSTD, source, offset, length, maxLength);
    }

    private byte[] decompress(int coding, byte[] source, int offset, int length, int maxLength) {
        Window.fillOutbox(request, source, offset, length);
        int decompressed;
        try {
            decompressed = Host.decompress(request, coding, maxLength);
        } catch (HostFailure e) {
            String problem = e.kind() == HostFailure.BODY_TOO_LARGE
                    ? "a block of more than " + maxLength + " bytes"
                    : "a damaged block: " + e.getMessage();
            throw new AvroException(problem, e);
        }
        return Window.takeInbox(request, decompressed);
    }
}
