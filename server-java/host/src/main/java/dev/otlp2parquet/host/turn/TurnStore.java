package dev.otlp2parquet.host.turn;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** An object store whose calls give the turn away. Puts that were begun run beside each other. */
final class TurnStore implements ObjectStore {

    private final ObjectStore store;
    private final Executor threads;
    private final Blocking blocking;

    TurnStore(ObjectStore store, Executor threads, Blocking blocking) {
        this.store = store;
        this.threads = threads;
        this.blocking = blocking;
    }

    @Override
    public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
        return begin(key, data, offset, length).await();
    }

    @Override
    public PendingPut begin(String key, byte[] data, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
        blocking.leaving();
        CompletableFuture<PutOutcome> put = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                put.complete(store.putIfAbsent(key, copy, 0, copy.length));
            } catch (StoreException | RuntimeException | Error e) {
                put.completeExceptionally(e);
            }
        });
        return () -> blocking.<PutOutcome, StoreException>during(() -> outcome(put));
    }

    private static PutOutcome outcome(CompletableFuture<PutOutcome> put) throws StoreException {
        try {
            return put.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw new IllegalStateException("a put failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while an object was being stored", true, e);
        }
    }

    @Override
    public byte[] get(String key) throws StoreException {
        return blocking.<byte[], StoreException>during(() -> store.get(key));
    }

    @Override
    public boolean exists(String key) throws StoreException {
        return blocking.<Boolean, StoreException>during(() -> store.exists(key));
    }
}
