package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.Randomness;

/** The host's cryptographic random generator. */
final class HostRandomness implements Randomness {

    private final HostRequest request;

    HostRandomness(HostRequest request) {
        this.request = request;
    }

    @Override
    public long nextLong() {
        long bits = 0;
        for (byte b : bytes(Long.BYTES)) {
            bits = (bits << Byte.SIZE) | (b & 0xFF);
        }
        return bits;
    }

    @Override
    public byte[] bytes(int count) {
        return Window.takeInbox(request, Host.random(request, count));
    }
}
