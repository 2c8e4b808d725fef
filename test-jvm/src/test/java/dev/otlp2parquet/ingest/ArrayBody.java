package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.RequestBody;

/** A body that is there. */
public final class ArrayBody implements RequestBody {

    private final byte[] bytes;

    public ArrayBody(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean arrive(int room) {
        return true;
    }

    @Override
    public int open() {
        return bytes.length;
    }

    @Override
    public void take(byte[] target) {
        System.arraycopy(bytes, 0, target, 0, bytes.length);
    }
}
