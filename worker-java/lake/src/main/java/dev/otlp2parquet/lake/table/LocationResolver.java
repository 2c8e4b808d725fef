package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.iceberg.io.S3Location;
import dev.otlp2parquet.iceberg.rest.StorageCredential;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.S3Access;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the store of a location of one table, for one request: the host's own bucket, a bucket of S3 that the catalog
 * vends credentials for, or one that is reached with the host's keys.
 */
final class LocationResolver {

    private final Catalog catalog;
    private final VendedKeys vended;
    private final LakePorts ports;
    /** By bucket, and by prefix of the credential where there is one. */
    private final Map<String, ObjectStore> stores = new HashMap<>();

    LocationResolver(Catalog catalog, VendedKeys vended, LakePorts ports) {
        this.catalog = catalog;
        this.vended = vended;
        this.ports = ports;
    }

    /** An object's store, and its key there. */
    record Located(ObjectStore store, String key) {}

    /**
     * Reads a location and checks that there may be a store for it, without asking anybody.
     *
     * @throws IllegalArgumentException if there is none; the message says what to do
     */
    static S3Location check(Catalog catalog, String location) {
        S3Location place = S3Location.parse(location);
        boolean reachable = place.bucket().equals(catalog.bucket())
                || catalog.storage() != null
                || catalog.options().vendedCredentials();
        if (!reachable) {
            throw new IllegalArgumentException("the location " + S3Location.printable(location)
                    + " is not in the bucket " + catalog.bucket()
                    + ", the only one that can be written: use a catalog whose warehouse is in this one, or configure"
                    + " keys for the other (OTLP2PARQUET_S3_ACCESS_KEY_ID)");
        }
        return place;
    }

    /**
     * Finds a location.
     *
     * @throws StoreException if there is no store for it, or the catalog has no credentials for it
     */
    Located locate(String location) throws StoreException {
        try {
            return located(location, check(catalog, location));
        } catch (IllegalArgumentException e) {
            // Of the place, or of a bucket, region or endpoint that the catalog names.
            throw new StoreException(location + ": " + e.getMessage(), false, e);
        }
    }

    private Located located(String location, S3Location place) throws StoreException {
        if (place.bucket().equals(catalog.bucket())) {
            return new Located(ports.store(), place.key());
        }
        if (!catalog.options().vendedCredentials()) {
            return new Located(stores.computeIfAbsent(place.bucket(), this::own), place.key());
        }
        StorageCredential credential = vended.find(location);
        String name = place.bucket() + "/" + credential.prefix();
        ObjectStore store = stores.get(name);
        if (store == null) {
            store = VendedKeys.access(credential, catalog.storage())
                    .bucket(place.bucket(), vended.provider(location), ports);
            stores.put(name, store);
        }
        return new Located(store, place.key());
    }

    private ObjectStore own(String bucket) {
        S3Access access = catalog.storage();
        return access.bucket(bucket, ports.keys(), ports);
    }
}
