package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The puts of one request. Where the store can, a few of them overlap, so a request with rows of many services waits
 * for its slowest puts, not for their sum, and the next file is encoded meanwhile.
 *
 * @param <F> describes a file
 */
public final class Uploads<F> {

    /** Workers let six connections wait for headers. */
    private static final int MAX_PENDING = 6;

    /** The host holds a copy of each put in progress. */
    private static final long MAX_PENDING_BYTES = 8 << 20;

    private final ArrayDeque<Upload<F>> pending = new ArrayDeque<>();
    private final List<Uploaded<F>> stored = new ArrayList<>();
    private long pendingBytes;
    private long bytes;

    private record Upload<F>(F file, int length, ObjectStore.PendingPut put) {}

    /** A file whose put succeeded. */
    public record Uploaded<F>(F file, ObjectStore.PutOutcome outcome) {}

    /** Begins a put. Waits for earlier puts if too much is in progress. The caller may reuse the array afterwards. */
    public void begin(F file, ObjectStore store, String key, byte[] data, int length) throws StoreException {
        while (!pending.isEmpty() && (pending.size() >= MAX_PENDING || pendingBytes + length > MAX_PENDING_BYTES)) {
            awaitOldest();
        }
        pending.add(new Upload<>(file, length, store.begin(key, data, 0, length)));
        pendingBytes += length;
    }

    /** Waits for all puts. */
    public void awaitAll() throws StoreException {
        while (!pending.isEmpty()) {
            awaitOldest();
        }
    }

    /**
     * Waits for the puts in progress to end, because none of them may outlive its request.
     *
     * @param cause why the request failed; further failures are added to it
     */
    public void abandon(Throwable cause) {
        while (!pending.isEmpty()) {
            try {
                awaitOldest();
            } catch (StoreException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** Returns the files whose puts succeeded, in the order in which the puts began. */
    public List<Uploaded<F>> stored() {
        return stored;
    }

    /** Returns the bytes of {@link #stored()}. */
    public long bytes() {
        return bytes;
    }

    private void awaitOldest() throws StoreException {
        Upload<F> oldest = pending.remove();
        pendingBytes -= oldest.length();
        ObjectStore.PutOutcome outcome = oldest.put().await();
        stored.add(new Uploaded<>(oldest.file(), outcome));
        bytes += oldest.length();
    }
}
