package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;

/** The objects of one table, in whichever buckets they are. Its keys are locations, as {@code s3://bucket/key}. */
final class LocationStore implements ObjectStore {

    private final LocationResolver resolver;

    LocationStore(LocationResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public PutOutcome putIfAbsent(String location, byte[] data, int offset, int length) throws StoreException {
        LocationResolver.Located place = resolver.locate(location);
        return place.store().putIfAbsent(place.key(), data, offset, length);
    }

    @Override
    public PendingPut begin(String location, byte[] data, int offset, int length) throws StoreException {
        LocationResolver.Located place = resolver.locate(location);
        return place.store().begin(place.key(), data, offset, length);
    }

    @Override
    public byte[] get(String location) throws StoreException {
        LocationResolver.Located place = resolver.locate(location);
        return place.store().get(place.key());
    }

    @Override
    public boolean exists(String location) throws StoreException {
        LocationResolver.Located place = resolver.locate(location);
        return place.store().exists(place.key());
    }
}
