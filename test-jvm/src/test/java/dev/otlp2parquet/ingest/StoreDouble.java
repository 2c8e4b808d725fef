package dev.otlp2parquet.ingest;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;

/**
 * A store whose puts take effect when they are awaited, as a remote one's may; counts them, and fails one of them once.
 */
final class StoreDouble implements ObjectStore {

    private final ObjectStore behind;
    private int failing = -1;
    private int begun;
    private int awaited;
    private int mostUnderWay;

    StoreDouble(ObjectStore behind) {
        this.behind = behind;
    }

    /** The put with this number, counted from 0 over all requests, fails. */
    void failPut(int number) {
        failing = number;
    }

    int begun() {
        return begun;
    }

    int awaited() {
        return awaited;
    }

    int mostUnderWay() {
        return mostUnderWay;
    }

    @Override
    public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
        return begin(key, data, offset, length).await();
    }

    @Override
    public PendingPut begin(String key, byte[] data, int offset, int length) {
        int number = begun++;
        mostUnderWay = Math.max(mostUnderWay, begun - awaited);
        byte[] copy = new byte[length];
        System.arraycopy(data, offset, copy, 0, length);
        return () -> {
            awaited++;
            if (number == failing) {
                throw new StoreException("put " + number + " fails", true);
            }
            return behind.putIfAbsent(key, copy, 0, length);
        };
    }

    @Override
    public byte[] get(String key) throws StoreException {
        return behind.get(key);
    }
}
