package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.iceberg.io.ObjectIO;
import dev.otlp2parquet.iceberg.r2.BucketLocations;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;

/**
 * The immutable objects of tables in the bucket of an {@link ObjectStore}. A location in another bucket is an error.
 */
public final class BucketObjects implements ObjectIO {

    private final ObjectStore store;
    private final BucketLocations locations;
    private final RecentMetadata recent;

    /** @param recent shared by all requests of an isolate */
    BucketObjects(ObjectStore store, BucketLocations locations, RecentMetadata recent) {
        this.store = store;
        this.locations = locations;
        this.recent = recent;
    }

    @Override
    public byte[] read(String location) {
        key(location);
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
        String key = key(location);
        try {
            // Names are unique: an object that exists is this one, of an attempt whose answer was lost.
            store.putIfAbsent(key, bytes, 0, bytes.length);
            recent.written(location, bytes);
        } catch (StoreException e) {
            throw new ObjectFailure(location + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Asks the store whether a location of this bucket has an object. */
    public boolean exists(String location) {
        String key = key(location);
        try {
            return store.exists(key);
        } catch (StoreException e) {
            throw new ObjectFailure("cannot check whether " + location + " exists: " + e.getMessage(), e);
        }
    }

    /** Reads an object from the store, without the cache. */
    public byte[] readStored(String location) {
        String key = key(location);
        byte[] bytes;
        try {
            bytes = store.get(key);
        } catch (StoreException e) {
            throw new ObjectFailure(location + " cannot be read: " + e.getMessage(), e);
        }
        if (bytes == null) {
            throw ObjectFailure.missing(location);
        }
        return bytes;
    }

    private String key(String location) {
        try {
            return locations.key(location);
        } catch (IllegalArgumentException e) {
            throw new ObjectFailure(e.getMessage(), e);
        }
    }
}
