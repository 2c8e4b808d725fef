package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.text.Utf8;

/** The bucket that is bound to the Worker as BUCKET. The host retries transient failures before it reports one. */
final class HostObjectStore implements ObjectStore {

    private final HostRequest request;

    HostObjectStore(HostRequest request) {
        this.request = request;
    }

    @Override
    public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
        return begin(key, data, offset, length).await();
    }

    @Override
    public PendingPut begin(String key, byte[] data, int offset, int length) {
        Window.fillOutbox(request, data, offset, length);
        byte[] name = Utf8.encode(key);
        Window.write(name);
        int put = Host.beginPut(request, name.length);
        return () -> await(key, put);
    }

    @Override
    public byte[] get(String key) throws StoreException {
        byte[] name = Utf8.encode(key);
        Window.write(name);
        int length;
        try {
            length = Host.get(request, name.length);
        } catch (HostFailure e) {
            throw failure(key, e);
        }
        return length < 0 ? null : Window.takeInbox(request, length);
    }

    @Override
    public boolean exists(String key) throws StoreException {
        byte[] name = Utf8.encode(key);
        Window.write(name);
        try {
            return Host.exists(request, name.length) == 1;
        } catch (HostFailure e) {
            throw failure(key, e);
        }
    }

    private PutOutcome await(String key, int put) throws StoreException {
        try {
            return Host.awaitPut(request, put) == 1 ? PutOutcome.CREATED : PutOutcome.EXISTED;
        } catch (HostFailure e) {
            throw failure(key, e);
        }
    }

    private static StoreException failure(String key, HostFailure e) {
        // What the host did not foresee may pass as well: the same bytes under the same key can be stored again.
        boolean retryable = e.kind() != HostFailure.STORE_PERMANENT;
        return new StoreException("R2, object " + key + ": " + e.getMessage(), retryable, e);
    }
}
