package dev.otlp2parquet.lake;

import dev.otlp2parquet.iceberg.r2.BucketLocations;
import dev.otlp2parquet.iceberg.rest.Authorization;
import dev.otlp2parquet.iceberg.rest.RestOptions;

/**
 * The catalog of the tables.
 *
 * @param options how to reach the catalog; null in mode {@link CatalogMode#NONE}
 * @param token bearer token, a secret; empty if the catalog asks for none
 * @param bucket name of the bucket behind this host's store; all tables must be in it
 */
public record Catalog(CatalogMode mode, RestOptions options, String token, String bucket) {

    /** No catalog. */
    public static final Catalog NONE = new Catalog(CatalogMode.NONE, null, "", "");

    /** Returns whether files become rows of tables. */
    public boolean enabled() {
        return mode != CatalogMode.NONE;
    }

    public Authorization authorization() {
        return token.isEmpty() ? Authorization.none() : Authorization.bearer(token);
    }

    public BucketLocations locations() {
        return new BucketLocations(bucket);
    }

    /** Returns a description without the token. */
    @Override
    public String toString() {
        return enabled() ? "Catalog[" + mode + " " + options.uri() + " bucket " + bucket + "]" : "Catalog[NONE]";
    }
}
