package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.iceberg.io.ObjectIO;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;

/** The immutable objects of one table, over the ports of one request. A location without a store is an error. */
public final class TableObjects implements ObjectIO {

    private final ObjectStore store;
    private final RecentMetadata recent;

    /**
     * Makes the objects.
     *
     * @param store its keys are locations
     * @param recent shared by all requests of an isolate
     */
    TableObjects(ObjectStore store, RecentMetadata recent) {
        this.store = store;
        this.recent = recent;
    }

    @Override
    public byte[] read(String location) {
        byte[] bytes = recent.get(location);
        if (bytes != null) {
            return bytes;
        }
        bytes = readStored(location);
        recent.read(location, bytes);
        return bytes;
    }

    @Override
    public void write(String location, byte[] bytes) {
        try {
            // Names are unique: an object that exists is this one, of an attempt whose answer was lost.
            store.putIfAbsent(location, bytes, 0, bytes.length);
            recent.written(location, bytes);
        } catch (StoreException e) {
            throw new ObjectFailure(location + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Asks the store whether a location has an object. */
    public boolean exists(String location) {
        try {
            return store.exists(location);
        } catch (StoreException e) {
            String message = "cannot check whether " + location + " exists: " + e.getMessage();
            throw e.retryable() ? new ObjectFailure(message, e) : ObjectFailure.refused(message, e);
        }
    }

    /** Reads an object from the store, without the cache. */
    public byte[] readStored(String location) {
        byte[] bytes;
        try {
            bytes = store.get(location);
        } catch (StoreException e) {
            throw new ObjectFailure(location + " cannot be read: " + e.getMessage(), e);
        }
        if (bytes == null) {
            throw ObjectFailure.missing(location);
        }
        return bytes;
    }
}
