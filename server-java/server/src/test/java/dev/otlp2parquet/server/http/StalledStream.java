package dev.otlp2parquet.server.http;

import java.io.InputStream;

/** The beginning of some bytes, and then nothing for some seconds. */
final class StalledStream extends InputStream {

    private static final long STALL_MILLIS = 1_500;

    private final byte[] bytes;
    private final int stallsAt;
    private int position;

    StalledStream(byte[] bytes, int stallsAt) {
        this.bytes = bytes;
        this.stallsAt = stallsAt;
    }

    @Override
    public int read() {
        if (position == stallsAt) {
            stall();
        }
        return position < bytes.length ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int next = read();
        if (next < 0 || length == 0) {
            return -1;
        }
        target[offset] = (byte) next;
        return 1;
    }

    private static void stall() {
        try {
            Thread.sleep(STALL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
