package dev.otlp2parquet.platform.bucket;

/** Port: a bucket of immutable objects by key. */
public interface ObjectStore {

    /** Whether a put created its object. */
    enum PutOutcome {
        /** The put created the object. */
        CREATED,
        /**
         * An object existed under the key and was left unchanged. It holds the same rows, but not always the same
         * bytes. A key with a hash of the content stands for one content. A key of plain mode with batching names a
         * range of requests instead: an earlier attempt, perhaps of an earlier version, may have encoded the same rows
         * differently.
         */
        EXISTED
    }

    /** A put in progress. */
    interface PendingPut {
        /**
         * Waits until the object is durable. Called once.
         *
         * @throws StoreException if the object may not be stored
         */
        PutOutcome await() throws StoreException;
    }

    /**
     * Stores {@code data[offset, offset + length)} under a key that has no object yet, and returns when it is durable.
     * The caller keeps the array; the implementation neither changes it nor uses it after returning.
     *
     * @param key UTF-8 of at most 1,024 bytes; segments are separated by {@code /}, without a leading one
     * @throws StoreException if the object may not be stored
     */
    PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException;

    /**
     * Begins {@link #putIfAbsent}. A host that can do so returns without waiting, so the puts of one request overlap.
     * The host copies the bytes before this returns. Callers keep only a few puts in progress, and await every one. The
     * default implementation blocks.
     */
    default PendingPut begin(String key, byte[] data, int offset, int length) throws StoreException {
        PutOutcome outcome = putIfAbsent(key, data, offset, length);
        return () -> outcome;
    }

    /**
     * Reads a whole object.
     *
     * @return its bytes, or null if the key has no object
     * @throws StoreException if the object cannot be read
     */
    byte[] get(String key) throws StoreException;

    /**
     * Returns whether the key has an object. The default implementation reads it.
     *
     * @throws StoreException if the store does not answer
     */
    default boolean exists(String key) throws StoreException {
        return get(key) != null;
    }
}
