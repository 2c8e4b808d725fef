package dev.otlp2parquet.ingest;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;

/** A store of which a test says what a put does, and that nothing is read from. */
final class PutStore implements ObjectStore {

    interface Put {
        PutOutcome put(String key, byte[] data, int offset, int length) throws StoreException;
    }

    private final Put put;

    PutStore(Put put) {
        this.put = put;
    }

    @Override
    public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
        return put.put(key, data, offset, length);
    }

    @Override
    public byte[] get(String key) {
        throw new AssertionError("puts only");
    }
}
