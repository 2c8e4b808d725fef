package dev.otlp2parquet.platform.bucket;

/** A bucket: keys to immutable objects. */
public interface ObjectStore {

    /** What a put found under its key. */
    enum PutOutcome {
        /** The object is new. */
        CREATED,
        /**
         * An object existed and was left alone. It holds the same rows, but not always the same bytes. A key with a hash
         * of the content stands for one content. A key of plain mode with batching names a range of requests instead: an
         * earlier attempt, perhaps of an earlier version, may have encoded the same rows differently.
         */
        EXISTED
    }

    /** A put that is under way. */
    interface PendingPut {
        /**
         * Waits until the object is durable. Called once.
         *
         * @throws StoreException when it is not known to be stored
         */
        PutOutcome await() throws StoreException;
    }

    /**
     * Stores {@code data[offset, offset + length)} under a key that has no object yet; returns when it is durable. The
     * array stays the caller's and is not changed; the implementation must not keep it after returning.
     *
     * @param key UTF-8 of at most 1,024 bytes, segments separated by {@code /}, without a leading one
     * @throws StoreException when it is not known to be stored
     */
    PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException;

    /**
     * Begins {@link #putIfAbsent} and returns without waiting, where the host can: a request with rows of many services
     * then waits once, not once for each file. The host takes its own copy of the bytes before this returns. At most a
     * handful of puts are begun and not yet awaited; every one begun is awaited. Unless overridden, it blocks.
     */
    default PendingPut begin(String key, byte[] data, int offset, int length) throws StoreException {
        PutOutcome outcome = putIfAbsent(key, data, offset, length);
        return () -> outcome;
    }

    /**
     * Reads a whole object.
     *
     * @return its bytes, or null if there is none under the key
     * @throws StoreException when it cannot be read
     */
    byte[] get(String key) throws StoreException;

    /**
     * Whether there is an object under a key. Unless overridden, it is read for that.
     *
     * @throws StoreException when that cannot be told
     */
    default boolean exists(String key) throws StoreException {
        return get(key) != null;
    }
}
